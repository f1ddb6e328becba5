package dev.paas.provider.tck.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The kit notices every broken promise of a look-up. */
class BrokenLookupsTest {

  @AfterEach
  void repair() {
    BrokenLookupContract.fault = null;
  }

  @Test
  void withoutAFaultEverythingSucceeds() {
    Events tests = run(null);
    assertEquals(Set.of(), failed(tests));
    assertTrue(tests.succeeded().count() >= 11, "the kit's tests were run");
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsNoticed(LookupFault fault) {
    Set<String> failed = failed(run(fault));
    assertTrue(
        failed.contains(fault.noticedBy()),
        () -> fault + " is not noticed by " + fault.noticedBy() + ", only by " + failed);
  }

  private static Events run(@Nullable LookupFault fault) {
    BrokenLookupContract.fault = fault;
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(BrokenLookupContract.class))
        .execute()
        .testEvents();
  }

  private static Set<String> failed(Events tests) {
    return tests
        .failed()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

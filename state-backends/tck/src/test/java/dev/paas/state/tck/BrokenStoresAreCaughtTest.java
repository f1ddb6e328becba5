package dev.paas.state.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Each breakage is noticed by each of the tests that are there for it. */
class BrokenStoresAreCaughtTest {

  /** A broken watch is waited for in vain, again and again while a sequence is made shorter. */
  @BeforeAll
  static void doNotWaitLong() {
    System.setProperty("paas.tck.watch", "50");
  }

  @AfterAll
  static void waitAgain() {
    System.clearProperty("paas.tck.watch");
  }

  @ParameterizedTest
  @MethodSource("dev.paas.state.tck.Breakage#all")
  void theContractCatches(Breakage breakage) {
    BrokenStoreContract.breakage = breakage;
    List<MethodSelector> tests = new ArrayList<>();
    for (String name : breakage.caughtBy()) {
      tests.add(selectMethod(BrokenStoreContract.class, name));
    }
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    assertEquals(tests.size(), summary.getSummary().getTestsFoundCount());
    List<String> passed = new ArrayList<>(breakage.caughtBy());
    summary
        .getSummary()
        .getFailures()
        .forEach(
            failure -> {
              String name = failure.getTestIdentifier().getDisplayName().replace("()", "");
              passed.remove(name);
              if (name.equals("randomOperationsDoWhatTheModelSays")) {
                assertReproducible(String.valueOf(failure.getException().getMessage()));
              }
            });
    assertEquals(List.of(), passed, "these did not notice");
  }

  /** It tells the seed, and a few operations that suffice. */
  private static void assertReproducible(String message) {
    List<String> lines = message.lines().toList();
    assertTrue(lines.get(0).matches("seed \\d+ \\(-Dpaas\\.tck\\.seed=\\d+\\); .*"), message);
    int operations = lines.size() - 1;
    assertTrue(operations > 0 && operations <= 20, operations + " operations:\n" + message);
  }
}

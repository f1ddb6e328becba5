package dev.paas.provider.tck;

import static dev.paas.provider.tck.Applicability.appliesIf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is promised of a resource's life: created, read, changed, found by hand, deleted. */
abstract class LifeContract extends PlanContract {

  @Test
  void createMakesWhatWasPlanned() throws Exception {
    Map<String, String> before = things();
    List<Made> all = new ArrayList<>();
    for (MapValue sample : List.of(samples().minimal(), samples().full())) {
      Map<String, String> earlier = things();
      all.add(bench().create(sample));
      if (resourceType().external()) {
        assertFalse(earlier.equals(things()), "nothing was made for " + sample);
      }
    }
    for (Made made : all) {
      bench().delete(made);
    }
    assertEquals(before, things(), "what is left when all are deleted");
  }

  @Test
  void everySampleCanBeMade() throws Exception {
    for (MapValue sample : samples().working()) {
      bench().delete(bench().create(sample));
    }
  }

  @Test
  void readAfterCreateIsTheSame() throws Exception {
    assumeExternal();
    for (MapValue sample : samples().working()) {
      Made made = bench().create(sample);
      Map<String, String> before = things();
      assertSame(made, bench().read(made));
      assertEquals(before, things(), "reading changed something");
      bench().delete(made);
    }
  }

  final void assertSame(Made made, Optional<ObservedResource> observed) throws Exception {
    assertTrue(observed.isPresent(), made.address() + " is not found any more");
    ObservedResource real = observed.get();
    assertEquals(made.result().id(), real.id(), "the identifier");
    assertEquals(
        List.of(),
        bench().answers().differences(made.stored(), real.attributes()),
        "attributes that are not as they were made");
    assertEquals(List.of(), bench().answers().ofAttributes(real.attributes()), "what was read");
    assertUnchanged(made, bench().answers().stored(real.attributes()), "after a refresh");
  }

  @Test
  void readAllGivesWhatReadGives() throws Exception {
    assumeExternal();
    Made first = bench().create(samples().minimal());
    Made gone = bench().create(samples().full());
    bench().delete(gone);
    List<Made> asked = List.of(gone, first, gone);
    List<ReadRequest> requests =
        asked.stream().map(made -> new ReadRequest(made.address(), made.stored())).toList();
    List<Optional<ObservedResource>> all =
        bench().told(() -> bench().handler().readAll(requests, bench().heard().context()));
    assertEquals(asked.size(), all.size(), "as many answers as requests");
    for (int i = 0; i < asked.size(); i++) {
      assertEquals(bench().read(asked.get(i)), all.get(i), "answer " + i);
    }
    List<ReadRequest> reversed = List.of(requests.get(1), requests.get(0));
    List<Optional<ObservedResource>> other =
        bench().told(() -> bench().handler().readAll(reversed, bench().heard().context()));
    assertEquals(List.of(all.get(1), all.get(0)), other, "in the order of the requests");
    assertEquals(
        List.of(),
        bench().told(() -> bench().handler().readAll(List.of(), bench().heard().context())),
        "of none");
  }

  @Test
  void severalThreadsMayRead() throws Exception {
    assumeExternal();
    Made made = bench().create(samples().minimal());
    Optional<ObservedResource> expected = bench().read(made);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Optional<ObservedResource>>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(threads.submit(() -> bench().read(made)));
      }
      for (Future<Optional<ObservedResource>> answer : answers) {
        assertEquals(expected, answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void updateMakesWhatWasPlanned() throws Exception {
    MapValue changed = sample(samples().inPlace(), "a change in place");
    Made made = bench().create(samples().full());
    Map<String, String> before = things();
    String key = Workbench.newKey();
    MapValue planned = bench().plan(made.address(), changed, made.stored()).attributes();
    Made first = bench().update(made, key, changed, made.stored(), planned);
    Map<String, String> after = things();
    assertEquals(before.keySet(), after.keySet(), "an update makes nothing and removes nothing");
    if (resourceType().external()) {
      assertSame(first, bench().read(first));
    }
    Made second = bench().update(made, key, changed, made.stored(), planned);
    assertEquals(after, things(), "the same update once more");
    if (resourceType().external()) {
      assertEquals(first.stored(), second.stored(), "the same update once more");
    }
    assertUnchanged(second, second.stored(), "straight after an update");
    bench().delete(second);
  }

  @Test
  void updateBackGivesWhatWas() throws Exception {
    MapValue changed = sample(samples().inPlace(), "a change in place");
    Made made = bench().create(samples().full());
    Made there = bench().update(made, changed, made.stored());
    Made back = bench().update(there, samples().full(), there.stored());
    if (resourceType().external()) {
      assertSame(back, bench().read(back));
    }
    bench().delete(back);
  }

  @Test
  void replacementIsMadeAfresh() throws Exception {
    MapValue changed = sample(samples().replacing(), "a change that replaces");
    Made old = bench().create(samples().full());
    bench().delete(old);
    Made made = bench().create(old.address(), Workbench.newKey(), changed);
    if (resourceType().external()) {
      assertSame(made, bench().read(made));
    }
    bench().delete(made);
  }

  @Test
  void deleteRemovesItAndNothingElse() throws Exception {
    Made other = bench().create(samples().minimal());
    Map<String, String> before = things();
    Made made = bench().create(samples().full());
    bench().delete(made);
    assertEquals(before, things(), "after the deletion");
    bench().delete(made);
    assertEquals(before, things(), "after it was deleted once more");
    if (resourceType().external()) {
      assertEquals(Optional.empty(), bench().read(made), "what is deleted is gone");
      assertSame(other, bench().read(other));
    }
  }

  @Test
  void whatWasDestroyedOutsideIsGone() throws Exception {
    assumeExternal();
    Made made = bench().create(samples().full());
    openWorld().destroy(made.result());
    assertEquals(Optional.empty(), bench().read(made), "what was destroyed outside is gone");
    bench().delete(made);
  }

  @Test
  void whatWasChangedOutsideIsSeen() throws Exception {
    assumeExternal();
    Made made = bench().create(samples().full());
    Set<String> tampered = openWorld().tamper(made.result());
    ObservedResource real = bench().read(made).orElseThrow();
    MapValue prior = bench().answers().stored(real.attributes());
    Set<String> seen = new TreeSet<>(bench().answers().differences(made.stored(), prior));
    assertEquals(new TreeSet<>(tampered), seen, "attributes that were changed outside");
    boolean inputs =
        tampered.stream().anyMatch(n -> resourceType().attributes().property(n).isInput());
    appliesIf(inputs, "what was changed is nothing that the user can set");
    PlannedResource planned = bench().plan(made.address(), made.configuration(), prior);
    assertFalse(
        bench().answers().differences(prior, planned.attributes()).isEmpty(),
        "the plan after a change outside is empty");
    if (planned.replacements().isEmpty()
        && bench().answers().replacements(prior, planned.attributes()).isEmpty()) {
      Made repaired = bench().update(made, made.configuration(), prior);
      assertSame(repaired, bench().read(repaired));
    }
  }

  @Test
  void importFindsWhatExists() throws Exception {
    appliesIf(resourceType().imports(), type() + " cannot be imported");
    Made made = bench().create(samples().full());
    ImportRequest request = new ImportRequest("resources.imported", made.result().id());
    ObservedResource found =
        bench()
            .told(() -> bench().handler().importById(request, bench().heard().context()))
            .orElseThrow();
    assertEquals(made.result().id(), found.id());
    MapValue prior = bench().answers().stored(found.attributes());
    Made imported = bench().complete(made, prior);
    assertEquals(made.result().id(), imported.result().id(), "after the import was completed");
    assertSame(imported, bench().read(imported));

    bench().delete(imported);
    assertEquals(
        Optional.empty(),
        bench().told(() -> bench().handler().importById(request, bench().heard().context())),
        "what does not exist cannot be imported");
  }
}

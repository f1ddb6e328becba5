package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.Interruption;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.history.Configuration;
import dev.paas.core.history.ConfigurationDiff;
import dev.paas.core.history.Outcome;
import dev.paas.core.history.Revision;
import dev.paas.core.history.RevisionDetail;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.state.HistoryLog;
import dev.paas.provider.tck.fake.Gate;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import dev.paas.spi.state.StateEntry;
import dev.paas.state.tck.InMemoryStateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of applies, and going back to one. */
@Timeout(120)
final class HistoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "hunter2hunter2";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;

  HistoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static <T> T history(Scene scene, Function<HistoryLog, T> question) {
    try (Engine engine = scene.engine()) {
      return question.apply(engine.state().history());
    }
  }

  /** All revisions: {@code r1 done create=2; r2 failed update=1}. */
  private static String told(Scene scene) {
    return history(
        scene,
        log ->
            log.revisions().stream()
                .map(
                    each ->
                        each.name()
                            + " "
                            + each.outcome().word()
                            + each.counts().toString().replace("{", " ").replace("}", ""))
                .collect(Collectors.joining("; ")));
  }

  private static Revision revision(Scene scene, long number) {
    return history(scene, log -> log.revision(number));
  }

  private static ApplyResult back(Scene scene, long number) {
    try (Engine engine = scene.engine()) {
      engine.goBackTo(engine.pastState().history().revision(number));
      scene.world().forgetCalls();
      return engine.apply(engine.plan(PlanOptions.DEFAULT, PlanListener.NONE), scene.how());
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** The value of each thing that is there: {@code a=1 b=2}. */
  private static String world(Scene scene) {
    return scene.world().things().stream()
        .map(
            thing ->
                Address.parse(thing.address()).name()
                    + "="
                    + thing.attributes().getOrNull("value").toString().replace("\"", ""))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static PlanOptions target(String address) {
    return new PlanOptions(
        PlanOptions.Mode.APPLY, true, List.of(Address.parse(address)), List.of());
  }

  @Test
  void everyApplyThatChangesSomethingIsARevision() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.plain, value: 1 }\nb: { type: fake.plain }");
      scene.applied();
      scene.applied("a: { type: fake.plain, value: 2 }");
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
      assertEquals("r1 done create=2; r2 done delete=1, update=1; r3 done delete=1", told(scene));
      Revision first = revision(scene, 1);
      assertEquals("test", first.occasion().who());
      assertFalse(first.begun().isAfter(Objects.requireNonNull(first.ended())));
      assertEquals(
          List.of("create resources.a", "create resources.b"),
          history(scene, log -> log.detail(first)).changes().stream()
              .map(each -> each.action() + " " + each.address())
              .toList());
    }
  }

  @Test
  void whatFailedIsRememberedWithItsReason() {
    try (Scene scene = Scene.in(folder)) {
      scene.world().on(Operation.CREATE).of("resources.b").fail("no room");
      scene.file(
          """
          a: { type: fake.plain }
          b: { type: fake.plain }
          c: { type: fake.plain, value: "${resources.b.id}" }
          """);
      assertFalse(scene.apply().isComplete());
      assertEquals("r1 failed create=3", told(scene));
      RevisionDetail detail = history(scene, log -> log.detail(log.revision(1)));
      assertEquals(1, detail.failures().size());
      assertEquals("resources.b", detail.failures().get(0).address());
      assertTrue(detail.failures().get(0).reason().contains("no room"), detail.toString());
      assertEquals(3, detail.changes().size());
      assertEquals(1, revision(scene, 1).failures());
    }
  }

  @Test
  void theUsersStopIsAnInterruption() {
    try (Scene scene = Scene.in(folder)) {
      Interruption stop = new Interruption();
      scene.interruption(stop);
      scene.world().on(Operation.CREATE).of("resources.a").before(stop::request);
      scene.file("a: { type: fake.plain }\nb: { type: fake.plain, value: \"${resources.a.id}\" }");
      assertTrue(scene.apply().interrupted());
      assertEquals("r1 interrupted create=2", told(scene));
    }
  }

  /** At whichever instant a process dies: what it began is told, and the next apply is whole. */
  @Test
  void whatWasBegunAndNeverEndedHasCrashed() {
    int crashed = 0;
    for (int instant = 1; ; instant++) {
      try (Scene scene = Scene.in(folder.resolve("at" + instant))) {
        scene.applied("a: { type: fake.plain, value: 1 }");
        scene.file("a: { type: fake.plain, value: 2 }\nb: { type: fake.plain, value: 3 }");
        scene.death().at(instant);
        if (!dies(scene)) {
          assertTrue(crashed > 5, "only " + crashed + " died with a revision begun");
          return;
        }
        scene.death().never();
        String before = told(scene);
        assertFalse(before.contains("running"), before);
        crashed += before.contains("crashed") ? 1 : 0;
        scene.applied("a: { type: fake.plain, value: 4 }\nb: { type: fake.plain, value: 4 }");
        List<Revision> all = history(scene, HistoryLog::revisions);
        assertEquals(Outcome.DONE, all.get(all.size() - 1).outcome());
        for (Revision each : all) {
          if (each.configuration().isThere()) {
            Configuration whole = history(scene, log -> log.configuration(each));
            assertTrue(whole.documents().toString().contains("value: "), each.name());
          }
        }
        assertTrue(back(scene, 1).isComplete(), scene.death().when());
        assertEquals("a=1", world(scene), scene.death().when());
      }
    }
  }

  private static boolean dies(Scene scene) {
    try {
      scene.apply();
    } catch (SimulatedCrash | DiagnosticException died) {
      assertTrue(scene.death().happened(), died.toString());
    }
    return scene.death().happened();
  }

  @Test
  void twoAtOnceAreTwoRevisionsAndTheOneUnderWayIsToldSo() throws Exception {
    try (Scene scene = Scene.in(folder).parallelism(2)) {
      scene.applied("c: { type: fake.plain }");
      Gate gate = scene.world().on(Operation.CREATE).hold();
      scene.file("a: { type: fake.plain }\nb: { type: fake.plain }\nc: { type: fake.plain }");
      Future<ApplyResult> one = threads.submit(() -> scene.apply(target("resources.a")));
      Future<ApplyResult> other = threads.submit(() -> scene.apply(target("resources.b")));
      gate.awaitArrivals(2, PATIENCE);
      assertEquals("r1 done create=1; r2 running create=1; r3 running create=1", told(scene));
      gate.open();
      assertTrue(one.get().isComplete());
      assertTrue(other.get().isComplete());
      assertEquals("r1 done create=1; r2 done create=1; r3 done create=1", told(scene));
      assertEquals(
          revision(scene, 2).configuration().id(), revision(scene, 3).configuration().id());
    }
  }

  private static final String WITH_EVERYTHING =
      """
      variables:
        size: { type: integer }
        pass: { type: string, sensitive: true }
      modules:
        cache: { source: ./cache, inputs: { size: "${vars.size}" } }
      resources:
        a: { type: fake.plain, value: "${file('a.txt')} ${template('t.txt', {'x': vars.size})}" }
        s: { type: fake.plain, value: "${vars.pass}" }
        h: { type: fake.plain, value: "${fileExists('there')} ${timestamp()}" }
      """;

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void goingBackBringsBackFilesVariablesModulesAndSecrets() throws Exception {
    try (Scene scene = Scene.in(folder)) {
      write("a.txt", "one");
      write("t.txt", "<${x}>");
      write("there", "");
      write(
          "cache/module.yaml",
          """
          variables: { size: { type: integer } }
          resources: { m: { type: fake.plain, value: "${vars.size} ${file('m.txt')}" } }
          """);
      write("cache/m.txt", "inner");
      scene.variable("size", "1").variable("pass", SECRET).applied(WITH_EVERYTHING);
      String before = world(scene);
      assertTrue(before.contains("one <1>"), before);
      assertTrue(before.contains("1 inner"), before);
      write("a.txt", "two");
      write("t.txt", "[${x}]");
      write("cache/module.yaml", "variables: { size: { type: integer } }");
      Files.delete(folder.resolve("cache/m.txt"));
      Files.delete(folder.resolve("there"));
      scene.variable("size", "2").variable("pass", "otherother").applied(WITH_EVERYTHING);
      assertFalse(world(scene).contains("inner"), world(scene));
      ConfigurationDiff diff =
          history(
              scene,
              log ->
                  ConfigurationDiff.of(
                      log.configuration(log.revision(1)), log.configuration(log.revision(2))));
      assertEquals(List.of("pass", "size"), names(diff));
      assertEquals("cache/module.yaml", diff.parts().get(0).document());
      scene.file("this: is no platform any more");
      assertTrue(back(scene, 1).isComplete());
      assertEquals(before, world(scene));
      assertEquals(
          revision(scene.file(WITH_EVERYTHING), 1).configuration().id(),
          revision(scene, 3).configuration().id(),
          "the same configuration is kept once");
    }
  }

  private static List<String> names(ConfigurationDiff diff) {
    return diff.variables().stream().map(ConfigurationDiff.Variable::name).sorted().toList();
  }

  @Test
  void nothingSensitiveIsKeptInClear() throws Exception {
    try (Scene scene = Scene.in(folder)) {
      write("secret.txt", "geheim-in-a-file");
      scene
          .variable("pass", SECRET)
          .applied(
              """
              variables: { pass: { type: string, sensitive: true } }
              resources:
                a: { type: fake.thing, name: a, secret: "${vars.pass}", token: literal-token }
                b: { type: fake.thing, name: b, secret: "${file('secret.txt')}" }
              """);
      int searched = 0;
      try (InMemoryStateStore store = scene.state().open()) {
        for (StateEntry entry : store.read("history/").entries()) {
          String text = new String(entry.value(), StandardCharsets.UTF_8);
          searched++;
          for (String secret : List.of(SECRET, "geheim", "literal-token")) {
            assertFalse(text.contains(secret), entry.key());
          }
          assertEquals(
              entry.key().startsWith("history/content/"),
              text.contains("$sensitive"),
              entry.key() + ": " + text);
        }
      }
      assertTrue(searched >= 5, "only " + searched + " entries");
    }
  }

  @Test
  void whatIsNotKeptLeavesAndTakesNothingAlongThatOthersNeed() throws Exception {
    try (Scene scene = Scene.in(folder)) {
      Function<Integer, String> platform =
          value -> "resources:\n  a: { type: fake.plain, value: " + value + " }\n";
      scene.stateSettings("history: { keep: 2 }");
      for (int i = 1; i <= 5; i++) {
        scene.applied(platform.apply(i % 2));
      }
      assertEquals("r4 done update=1; r5 done update=1", told(scene));
      assertTrue(back(scene, 4).isComplete());
      assertEquals("a=0", world(scene));
      assertEquals("r5 done update=1; r6 done update=1", told(scene));
      scene.world().on(Operation.UPDATE).fail("broken");
      for (int i = 7; i <= 10; i++) {
        assertFalse(scene.file(platform.apply(i)).apply().isComplete());
      }
      assertEquals(
          "r6 done update=1; r9 failed update=1; r10 failed update=1",
          told(scene),
          "the last one that was done is kept beside the newest");
      try (InMemoryStateStore store = scene.state().open()) {
        assertEquals(3, count(store, "history/revision/"));
        assertEquals(3, count(store, "history/detail/"));
        assertEquals(6, count(store, "history/content/"), "two texts for each");
      }
    }
  }

  private static int count(InMemoryStateStore store, String prefix) throws Exception {
    return store.read(prefix).entries().size();
  }

  @Test
  void whatIsNoRevisionIsRefusedWithThoseThatThereAre() {
    try (Scene scene = Scene.in(folder)) {
      assertEquals("history.unknown: there is no revision r1", first(() -> revision(scene, 1)));
      scene.applied("a: { type: fake.plain }");
      assertEquals("history.unknown: there is no revision r7", first(() -> revision(scene, 7)));
    }
  }

  private static String first(Runnable refused) {
    return Scene.refusal(refused).lines().findFirst().orElse("").replaceFirst(" \\|.*", "");
  }
}

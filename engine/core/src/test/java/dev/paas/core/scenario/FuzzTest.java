package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.plan.PlanOptions;
import dev.paas.provider.tck.fake.FakeRule;
import dev.paas.provider.tck.fake.FakeThing;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.provider.tck.fake.SimulatedCrash;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random platforms, changes, operations, failures, deaths and meddling: whatever happened, one
 * apply that is left alone puts everything in order, and a destroy leaves nothing. A failure names
 * its seed; {@code -Dpaas.fuzz.seed=N} plays that one alone, {@code -Dpaas.fuzz.seeds=N} that many.
 */
final class FuzzTest {
  private final Path folder;

  FuzzTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everythingCanBePutInOrder() {
    playAll(120, false);
  }

  @Test
  void everythingCanBePutInOrderInWaves() {
    playAll(60, true);
  }

  private void playAll(int seeds, boolean staged) {
    Integer only = Integer.getInteger("paas.fuzz.seed");
    int first = only == null ? 0 : only;
    int last = only == null ? Integer.getInteger("paas.fuzz.seeds", seeds) : only + 1;
    for (int seed = first; seed < last; seed++) {
      StringBuilder story = new StringBuilder("-Dpaas.fuzz.seed=" + seed + "\n");
      try {
        play(seed, story, staged);
      } catch (RuntimeException | Error wrong) {
        throw new AssertionError(story + wrong.toString(), wrong);
      }
    }
  }

  private void play(int seed, StringBuilder story, boolean staged) {
    Random random = new Random(seed);
    try (Scene scene = Scene.in(folder.resolve("seed" + seed))) {
      scene.parallelism(random.nextInt(3) == 0 ? 4 : 1);
      if (random.nextInt(4) == 0) {
        scene.withoutProviders();
      }
      RandomPlatform platforms = new RandomPlatform(random, staged);
      for (int round = 0; round < 2; round++) {
        write(scene, platforms.next(), story);
        if (random.nextInt(3) > 0) {
          mishap(scene, random, story);
        }
        run(scene, options(random), story);
        scene.world().forgetRules();
        scene.death().mortal();
        if (random.nextInt(3) == 0) {
          meddle(scene, random, story);
        }
        if (random.nextInt(3) == 0) {
          write(scene, platforms.next(), story);
        }
        story.append("apply, left alone\n");
        if (staged) {
          inWaves(scene, story);
        } else {
          scene.applied();
        }
        scene.assertSettled();
      }
      if (random.nextInt(3) == 0) {
        story.append("destroy\n");
        scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
        assertEquals(List.of(), scene.world().things());
      }
    }
  }

  /** What is not approved by the first is by the next. */
  private static void inWaves(Scene scene, StringBuilder story) {
    for (int runs = 0; runs < 8; runs++) {
      StagedRun run = scene.staged();
      story.append(run.calls()).append(' ').append(run.beyond()).append(run.refusal()).append('\n');
      if (run.complete()) {
        return;
      }
      if (run.beyond().isEmpty()) {
        break;
      }
    }
    throw new AssertionError("it does not come to an end");
  }

  private static void write(Scene scene, String platform, StringBuilder story) {
    story.append("---\n").append(platform).append("---\n");
    scene.file(platform);
  }

  private static PlanOptions options(Random random) {
    boolean refresh = random.nextInt(4) > 0;
    List<Address> some = List.of(Address.of("resources", "r" + random.nextInt(7)));
    return switch (random.nextInt(8)) {
      case 0 -> new PlanOptions(PlanOptions.Mode.DESTROY, refresh, List.of(), List.of());
      case 1 -> new PlanOptions(PlanOptions.Mode.REFRESH, true, List.of(), List.of());
      case 2 -> new PlanOptions(PlanOptions.Mode.APPLY, refresh, some, List.of());
      case 3 -> new PlanOptions(PlanOptions.Mode.APPLY, refresh, List.of(), some);
      default -> new PlanOptions(PlanOptions.Mode.APPLY, refresh, List.of(), List.of());
    };
  }

  private static void mishap(Scene scene, Random random, StringBuilder story) {
    Operation[] all = {
      Operation.CREATE, Operation.UPDATE, Operation.DELETE, Operation.FIND, Operation.READ
    };
    Operation operation = all[random.nextInt(all.length)];
    int nth = 1 + random.nextInt(4);
    int kind = random.nextInt(4);
    if (kind == 0) {
      int instant = 1 + random.nextInt(40);
      story.append("it dies at instant ").append(instant).append('\n');
      scene.death().at(instant);
      return;
    }
    FakeRule rule = scene.world().on(operation).nth(nth);
    story.append(operation).append(" number ").append(nth);
    switch (kind) {
      case 1 -> rule.fail("fails");
      case 2 -> rule.failHalfway("fails half-way");
      default ->
          rule.after(
              () -> {
                throw new IllegalStateException("fails silently after its work");
              });
    }
    story.append(" fails, ").append(kind).append('\n');
  }

  private static void run(Scene scene, PlanOptions options, StringBuilder story) {
    story.append(options).append('\n');
    try {
      story.append(Told.of(scene.apply(options).errors()));
    } catch (SimulatedCrash death) {
      story.append("died ").append(scene.death().when()).append('\n');
    } catch (DiagnosticException refused) {
      story.append("refused: ").append(Told.of(refused.diagnostics()));
      if (Told.of(refused.diagnostics()).contains("internal:")) {
        throw refused;
      }
    }
    story.append(scene.changes()).append('\n');
    scene.death().never();
  }

  /** Changes or removes something behind the engine's back. */
  private static void meddle(Scene scene, Random random, StringBuilder story) {
    List<FakeThing> things = scene.world().things();
    if (things.isEmpty()) {
      return;
    }
    FakeThing thing = things.get(random.nextInt(things.size()));
    if (random.nextBoolean()) {
      story.append("somebody removes ").append(thing.address()).append('\n');
      scene.world().remove(thing.id());
    } else {
      story.append("somebody changes ").append(thing.address()).append('\n');
      scene.world().tamper(thing.id(), "value", Value.of("meddled"));
    }
  }
}

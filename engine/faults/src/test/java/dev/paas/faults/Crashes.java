package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.plan.Step;
import dev.paas.faults.mortal.Life;
import dev.paas.spi.state.StateSnapshot;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The same change again and again, each time from the same beginning and with another death: what
 * comes after it must be as if nobody had died.
 */
final class Crashes {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Function<String, Place> places;
  private final Site before;
  private final StateSnapshot state;
  private final String wanted;
  private final int instants;

  /**
   * Makes the beginning, and looks what must come of the change when nobody dies.
   *
   * @param places makes a place for a state, by a name that no other has
   */
  Crashes(Path folder, Function<String, Place> places) throws Exception {
    this.folder = folder;
    this.places = places;
    before = new Site(folder.resolve("before"), places.apply("before")).file(Change.BEFORE);
    before.applied();
    Harmony.agree(before);
    state = before.place().snapshot();
    Site undisturbed = site("undisturbed");
    try (Life life = Life.immortal()) {
      ApplyResult result = undisturbed.apply(life);
      assertTrue(result.isComplete(), () -> result.errors().toString());
      long changes = result.done().stream().filter(Step::changes).count();
      assertTrue(changes >= 30, "too small a change: " + changes + " steps");
      instants = life.instants();
    }
    wanted = Harmony.world(undisturbed.world());
    Harmony.check(undisturbed, wanted);
  }

  /** How many instants the change has when nobody dies. */
  int instants() {
    return instants;
  }

  private Site site(String name) throws Exception {
    Path own = folder.resolve(name);
    Site site = Site.like(before, own, places.apply(name)).file(Change.AFTER);
    site.place().fill(state);
    return site;
  }

  /**
   * Lets one process after the other die, each at its instant or, where it has none, not at all.
   * The next one finishes.
   */
  void die(String name, int parallelism, Life... lives) throws Exception {
    Site site = site(name).parallelism(parallelism);
    StringBuilder deaths = new StringBuilder("died");
    try {
      for (Life life : lives) {
        life.onDeath(site.place()::atDeath);
        CompletableFuture<ApplyResult> end = site.start(life);
        CompletableFuture.anyOf(end, life.death()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        deaths.append(' ').append(life.when()).append(';');
        if (life.died()) {
          site.place().afterDeath();
        } else {
          assertTrue(end.get().isComplete(), () -> "not all was done");
        }
      }
      site.applied();
      Harmony.check(site, wanted);
    } catch (AssertionError | Exception wrong) {
      throw new AssertionError(name + ", " + deaths + " then: " + wrong, wrong);
    } finally {
      for (Life life : lives) {
        life.close();
      }
    }
  }
}

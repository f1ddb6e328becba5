package dev.paas.faults;

import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.Interruption;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.history.Occasion;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.faults.mortal.Life;
import dev.paas.faults.mortal.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A folder with a {@code platform.yaml}, the world in which it makes things, and its state. */
final class Site {
  /** What states are encrypted with. */
  static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private final Path folder;
  private Place place;
  private final World world;
  private String resources = "";
  private int parallelism = 1;

  Site(Path folder, Place place) throws IOException {
    this(folder, place, new World(folder.resolve("world")));
  }

  private Site(Path folder, Place place, World world) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.place = place;
    this.world = world;
    MortalPlugins.manifests(folder.resolve("plugins"));
  }

  /** A site with the same world as another, and with another state. */
  static Site like(Site other, Path folder, Place place) throws IOException {
    return new Site(folder, place, other.world.copyTo(folder.resolve("world")));
  }

  World world() {
    return world;
  }

  Place place() {
    return place;
  }

  Path folder() {
    return folder;
  }

  /** Keeps its state there from now on. */
  Site at(Place other) {
    place = other;
    return this;
  }

  Site parallelism(int steps) {
    parallelism = steps;
    return this;
  }

  /** What {@code platform.yaml} says. */
  Site file(String sections) {
    resources = sections;
    return this;
  }

  /** Writes {@code platform.yaml}, with the state where it is now. */
  void write() throws IOException {
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: %s
        state: { backend: mortal-store, plugin: %s, settings: %s }
        providers: { mortal: { world: %s } }
        """
                .formatted(
                    Place.PLATFORM, place.backend(), place.settings(), folder.resolve("world"))
            + resources);
  }

  private Engine engine(Life life) {
    Map<String, String> environment =
        Map.of(Life.VARIABLE, life.name(), "PAAS_STATE_KEY", KEY, "PATH", "");
    return Engine.open(
        new EngineSettings(
            folder.resolve("platform.yaml"),
            "platform.yaml",
            "",
            VariableInputs.of(environment),
            List.of(folder.resolve("plugins")),
            parallelism),
        CallListener.NONE);
  }

  /** Plans and applies, as a process that has this life. */
  ApplyResult apply(Life life) throws IOException, InterruptedException {
    write();
    try (Engine engine = engine(life)) {
      PlannedPlatform planned = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
      return engine.apply(
          planned,
          new Applier.Settings(
              new Occasion("apply", "test", "0"),
              "test",
              Duration.ZERO,
              parallelism,
              () -> UUID.randomUUID().toString(),
              ApplyListener.NONE,
              new Interruption()));
    }
  }

  /** The same in a thread of its own, which may stand still for ever. */
  CompletableFuture<ApplyResult> start(Life life) {
    CompletableFuture<ApplyResult> end = new CompletableFuture<>();
    Thread process =
        new Thread(
            () -> {
              try {
                end.complete(apply(life));
              } catch (Throwable failure) {
                end.completeExceptionally(failure);
              }
            },
            "process-" + life.name());
    process.setDaemon(true);
    process.start();
    return end;
  }

  /** Applies without trouble; everything must be done. */
  ApplyResult applied() throws IOException, InterruptedException {
    try (Life life = Life.immortal()) {
      ApplyResult result = apply(life);
      if (!result.isComplete()) {
        throw new AssertionError("not all was done: " + result.errors());
      }
      return result;
    }
  }

  Plan plan() throws IOException, InterruptedException {
    write();
    try (Life life = Life.immortal();
        Engine engine = engine(life)) {
      return engine.plan(PlanOptions.DEFAULT, PlanListener.NONE).plan();
    }
  }

  /** What is recorded. */
  PlatformState recorded() throws IOException {
    write();
    try (Life life = Life.immortal();
        Engine engine = engine(life)) {
      return engine.state().load();
    }
  }
}

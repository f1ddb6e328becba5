package dev.paas.core.scenario;

import dev.paas.core.address.Address;
import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.IdempotencyKeys;
import dev.paas.core.apply.Interruption;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.history.Occasion;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.provider.CallListener;
import dev.paas.core.state.PlatformState;
import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.value.MapValue;
import dev.paas.state.tck.InMemoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A folder with a {@code platform.yaml}, a world in which the provider {@code fake} makes things,
 * and a state. Each run of the engine on it is like a process of its own: nothing is left of it but
 * what it did to the world and to the state.
 */
final class Scene implements AutoCloseable {
  /** The platform's name. */
  static final String NAME = "scene";

  private final Path folder;
  private final FakeWorld world = new FakeWorld();
  private final InMemoryState state = new InMemoryState();
  private final Death death = new Death(world, state);
  private final AtomicInteger keys = new AtomicInteger();
  private final Map<String, String> environment = new HashMap<>();
  private final StringBuilder heard = new StringBuilder();
  private String backend = "memory";
  private String stateSettings = "";
  private String encryption = "";
  private String providers = "providers: { fake: {} }\n";
  private int parallelism = 1;
  private Duration patience = Duration.ZERO;
  private ApplyListener listener = ApplyListener.NONE;

  /** Who makes the plans that are saved. */
  static final SavedPlan.Maker MAKER = new SavedPlan.Maker("1", "ann@laptop", null);

  private Interruption interruption = new Interruption();
  private UnaryOperator<ResourceHandler> handlers = UnaryOperator.identity();
  private UnaryOperator<MapValue> answers = UnaryOperator.identity();

  private Scene(Path folder) {
    this.folder = folder;
  }

  /** A scene with nothing in it. */
  static Scene in(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    Scene scene = new Scene(folder);
    scene.environment.put(ScenePlugins.VARIABLE, ScenePlugins.register(scene));
    ScenePlugins.install(scene.plugins(), 10);
    scene.file("");
    return scene;
  }

  FakeWorld world() {
    return world;
  }

  InMemoryState state() {
    return state;
  }

  Death death() {
    return death;
  }

  Path folder() {
    return folder;
  }

  private Path plugins() {
    return folder.resolve("plugins");
  }

  /** Keeps the state in the real local store from now on. */
  Scene onDisk() {
    backend = "journal";
    death.onDeath(() -> MortalStore.keep(folder));
    return this;
  }

  /** Other settings of the state, in the files that are written from now on. */
  Scene stateSettings(String settings) {
    stateSettings = ", " + settings;
    return this;
  }

  /** Keeps the state in memory again from now on. */
  Scene inMemory() {
    backend = "memory";
    return this;
  }

  /** Where the state's keys come from, in the files that are written from now on. */
  Scene encryption(String settings) {
    encryption = ", encryption: { " + settings + " }";
    return this;
  }

  /** Declares no provider from now on: what is used is found by its name. */
  Scene withoutProviders() {
    providers = "";
    return this;
  }

  Scene parallelism(int steps) {
    parallelism = steps;
    return this;
  }

  /** How many calls the provider's manifest allows at once. */
  Scene providerParallelism(int calls) {
    ScenePlugins.install(plugins(), calls);
    return this;
  }

  /** In which form the provider's notes are recorded from now on. */
  Scene noteVersion(int version) {
    ScenePlugins.noteVersion(plugins(), version);
    return this;
  }

  Scene patience(Duration forOthers) {
    patience = forOthers;
    return this;
  }

  Scene listener(ApplyListener hears) {
    listener = hears;
    return this;
  }

  Scene interruption(Interruption wish) {
    interruption = wish;
    return this;
  }

  Scene variable(String name, String value) {
    environment.put("PAAS_VAR_" + name, value);
    return this;
  }

  /** Sets an environment variable of the caller. */
  Scene environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** All that providers said while they worked. */
  String heard() {
    synchronized (heard) {
      return heard.toString();
    }
  }

  /** Writes {@code platform.yaml}: these resources, or when {@code text} has sections, those. */
  Scene file(String text) {
    boolean sections =
        text.lines()
            .anyMatch(
                line -> line.matches("(resources|[a-z]+s|data|state|moved|removed|imports):.*"));
    String body = sections || text.isBlank() ? text : "resources:\n" + text.indent(2);
    write(
        "apiVersion: paas/v1\nname: "
            + NAME
            + "\nstate: { backend: "
            + backend
            + encryption
            + stateSettings
            + " }\n"
            + providers
            + body);
    return this;
  }

  private void write(String text) {
    try {
      Files.writeString(folder.resolve("platform.yaml"), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** An engine, as a new process has it. */
  Engine engine() {
    return Engine.open(
        new EngineSettings(
            folder.resolve("platform.yaml"),
            "platform.yaml",
            "",
            VariableInputs.of(environment),
            List.of(plugins()),
            parallelism),
        new CallListener() {
          @Override
          public void progress(Address address, String message) {
            hear(address + ": " + message);
          }

          @Override
          public void output(Address address, String line) {
            hear(address + ": " + line);
          }

          @Override
          public void retrying(Address address, String reason, Duration pause) {
            hear(address + ": again: " + reason);
          }
        });
  }

  private void hear(String line) {
    synchronized (heard) {
      heard.append(line).append('\n');
    }
  }

  Applier.Settings how() {
    IdempotencyKeys next = () -> "key" + keys.incrementAndGet();
    return new Applier.Settings(
        new Occasion("apply", "test", "0"),
        "test",
        patience,
        parallelism,
        next,
        listener,
        interruption);
  }

  /** Plans, in a process of its own. */
  Plan plan(PlanOptions options) {
    try (Engine engine = engine()) {
      return engine.plan(options, PlanListener.NONE).plan();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  Plan plan() {
    return plan(PlanOptions.DEFAULT);
  }

  /** Plans and applies, in a process of its own. */
  ApplyResult apply(PlanOptions options) {
    try (Engine engine = engine()) {
      PlannedPlatform planned = engine.plan(options, PlanListener.NONE);
      world.forgetCalls();
      return engine.apply(planned, how());
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  ApplyResult apply() {
    return apply(PlanOptions.DEFAULT);
  }

  /** Plans and applies wave after wave, in a process of its own. */
  StagedRun staged(PlanOptions options) {
    try (Engine engine = engine()) {
      PlannedPlatform planned = engine.plan(options, PlanListener.NONE);
      world.forgetCalls();
      return StagedRun.of(this, engine, planned);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** Writes the file and applies it wave after wave; everything must be done. */
  StagedRun stagedToEnd(String text) {
    StagedRun run = file(text).staged();
    if (!run.complete()) {
      throw new AssertionError("not all was done: " + run.refusal() + run.beyond());
    }
    return run;
  }

  StagedRun staged() {
    return staged(PlanOptions.DEFAULT);
  }

  /** The same, and everything must have been done. */
  ApplyResult applied(PlanOptions options) {
    ApplyResult result = apply(options);
    if (!result.isComplete()) {
      throw new AssertionError("not all was done: " + Told.of(result.errors()));
    }
    return result;
  }

  ApplyResult applied() {
    return applied(PlanOptions.DEFAULT);
  }

  /** Writes the file and applies it; everything must be done. */
  ApplyResult applied(String text) {
    return file(text).applied();
  }

  /** What a run that must fail says. */
  static String refusal(Runnable run) {
    try {
      run.run();
    } catch (DiagnosticException refused) {
      return Told.of(refused.diagnostics());
    }
    throw new AssertionError("it was not refused");
  }

  /** What is recorded. */
  PlatformState recorded() {
    try (Engine engine = engine()) {
      return engine.state().load();
    }
  }

  /** The calls that changed something since the last apply began: {@code C a, U b, D c["x"]}. */
  String changes() {
    return Told.changes(world);
  }

  /** How often something was asked of the provider. */
  int count(Operation operation) {
    return world.calls(operation).size();
  }

  /** Everything is as the file wants it, and everybody agrees on that. */
  void assertSettled() {
    Settled.check(this);
  }

  /** Opens the provider of this scene's world. */
  Provider open(ProviderSettings settings) throws ProviderException {
    Provider provider = new FakePlugin(world).open(settings);
    return new Provider() {
      @Override
      public ResourceHandler resource(String type) {
        return handlers.apply(provider.resource(type));
      }

      @Override
      public DataHandler data(String type) {
        DataHandler handler = provider.data(type);
        return (configuration, context) -> answers.apply(handler.read(configuration, context));
      }

      @Override
      public void close() {
        provider.close();
      }
    };
  }

  /** Lets the provider do otherwise from now on. */
  Scene handlers(UnaryOperator<ResourceHandler> otherwise) {
    handlers = otherwise;
    return this;
  }

  /** Lets look-ups answer otherwise from now on. */
  Scene answers(UnaryOperator<MapValue> otherwise) {
    answers = otherwise;
    return this;
  }

  @Override
  public void close() {
    ScenePlugins.forget(this);
  }
}

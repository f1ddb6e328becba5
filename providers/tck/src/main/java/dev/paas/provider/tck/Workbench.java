package dev.paas.provider.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.tck.engine.Answers;
import dev.paas.provider.tck.engine.Proposal;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls a provider as the engine does, checks each answer, and remembers what was made so that it
 * can be cleared away.
 */
final class Workbench {
  private final ProviderPlugin plugin;
  private final ResourceType type;
  private final ProviderSettings settings;
  private final World world;
  private final Answers answers;
  private final Heard heard;
  private final Secrets secrets = new Secrets();
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final Map<String, String> before;
  private Provider provider;
  private int addresses;

  /**
   * A creation that was tried.
   *
   * @param stored what came of it; {@code null} when that is not known: then what it has left is
   *     found by its key
   */
  private record Attempt(String address, String key, MapValue planned, @Nullable MapValue stored) {}

  Workbench(
      ProviderPlugin plugin,
      ResourceType type,
      ProviderSettings settings,
      World world,
      Duration patience)
      throws Exception {
    this.plugin = plugin;
    this.type = type;
    this.settings = settings;
    this.world = world;
    this.answers = new Answers(type);
    this.heard = new Heard(patience);
    this.before = world.things();
    this.provider = plugin.open(settings);
  }

  Provider provider() {
    return provider;
  }

  ResourceHandler handler() {
    return provider.resource(type.name());
  }

  Answers answers() {
    return answers;
  }

  Heard heard() {
    return heard;
  }

  Secrets secrets() {
    return secrets;
  }

  Path directory() {
    return settings.directory();
  }

  /** Goes on as after the death of the process: with a new provider. */
  void restart() throws ProviderException {
    provider.close();
    provider = plugin.open(settings);
  }

  String newAddress() {
    addresses++;
    return (type.isSection() ? type.name() : "resources") + ".tck" + addresses;
  }

  static String newKey() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** What the engine proposes. */
  MapValue proposed(String address, MapValue configuration, @Nullable MapValue prior) {
    secrets.note(type.attributes(), configuration);
    String host = address.substring(address.indexOf('.') + 1);
    return Proposal.of(type.attributes(), configuration, prior, host);
  }

  /** Lets a resource be planned, and checks the answer. */
  PlannedResource plan(String address, MapValue configuration, @Nullable MapValue prior)
      throws ProviderException {
    MapValue proposed = proposed(address, configuration, prior);
    PlannedResource planned = planned(address, configuration, proposed, prior);
    assertEquals(
        List.of(),
        answers.ofPlan(marked(configuration), proposed, prior, planned.attributes()),
        "the plan of " + address);
    return planned;
  }

  private MapValue marked(MapValue configuration) {
    return (MapValue) Proposal.marked(type.attributes(), configuration);
  }

  private PlannedResource planned(
      String address, MapValue configuration, MapValue proposed, @Nullable MapValue prior)
      throws ProviderException {
    if (!type.plans()) {
      return PlannedResource.of(proposed);
    }
    PlanRequest request =
        new PlanRequest(address, prior, marked(configuration), proposed, directory());
    PlannedResource planned = told(() -> handler().plan(request));
    planned.warnings().forEach(heard::note);
    planned.replacements().forEach(replacement -> heard.note(replacement.why()));
    return planned;
  }

  /** Plans something new and creates it. */
  Made create(MapValue configuration) throws ProviderException {
    String address = newAddress();
    return create(address, newKey(), configuration);
  }

  Made create(String address, String key, MapValue configuration) throws ProviderException {
    MapValue planned = plan(address, configuration, null).attributes();
    ObservedResource result = createPlanned(address, key, planned);
    return made(address, key, configuration, planned, result);
  }

  /** Creates what was planned, and does not look at the answer. */
  ObservedResource createPlanned(String address, String key, MapValue planned)
      throws ProviderException {
    attempts.put(key, new Attempt(address, key, planned, null));
    CreateRequest request = new CreateRequest(address, key, 1, planned, directory());
    return told(() -> handler().create(request, heard.context()));
  }

  /** Changes a resource in place. */
  Made update(Made made, MapValue configuration, MapValue prior) throws ProviderException {
    MapValue planned = plan(made.address(), configuration, prior).attributes();
    return update(made, newKey(), configuration, prior, planned);
  }

  /** Makes what was imported as it is configured, where that means something else. */
  Made complete(Made made, MapValue found) throws ProviderException {
    MapValue configuration = made.configuration();
    MapValue proposed = proposed(made.address(), configuration, found);
    MapValue planned = planned(made.address(), configuration, proposed, found).attributes();
    MapValue meant = answers.meant(proposed, found, planned);
    assertEquals(
        List.of(),
        answers.ofPlan(marked(configuration), meant, found, planned),
        "the plan after an import to " + made.address());
    return update(made, newKey(), answers.meant(configuration, found, planned), found, planned);
  }

  Made update(Made made, String changeKey, MapValue configuration, MapValue prior, MapValue planned)
      throws ProviderException {
    UpdateRequest request =
        new UpdateRequest(made.address(), changeKey, 2, prior, planned, directory());
    ObservedResource result = told(() -> handler().update(request, heard.context()));
    return made(made.address(), made.key(), configuration, planned, result);
  }

  private Made made(
      String address,
      String key,
      MapValue configuration,
      MapValue planned,
      ObservedResource result) {
    assertEquals(List.of(), answers.ofResult(planned, result), "the result of " + address);
    check(result);
    MapValue stored = answers.stored(result.attributes());
    attempts.put(key, new Attempt(address, key, planned, stored));
    return new Made(address, key, configuration, planned, result, stored);
  }

  /** Checks that what was handed in as sensitive has not come back in clear. */
  private void check(ObservedResource observed) {
    heard.note(observed.id());
    if (secrets.inClear(type.attributes(), observed.attributes())) {
      throw new AssertionError("something sensitive came back in clear");
    }
    secrets.note(type.attributes(), observed.attributes());
  }

  Optional<ObservedResource> read(Made made) throws ProviderException {
    ReadRequest request = new ReadRequest(made.address(), made.stored());
    Optional<ObservedResource> read = told(() -> handler().read(request, heard.context()));
    read.ifPresent(this::check);
    return read;
  }

  Optional<ObservedResource> find(String address, String key, MapValue planned)
      throws ProviderException {
    FindRequest request = new FindRequest(address, key, answers.stored(planned));
    Optional<ObservedResource> found = told(() -> handler().find(request, heard.context()));
    found.ifPresent(this::check);
    return found;
  }

  void delete(Made made) throws ProviderException {
    delete(made.address(), made.stored());
    attempts.remove(made.key());
  }

  private void delete(String address, MapValue stored) throws ProviderException {
    DeleteRequest request = new DeleteRequest(address, stored, directory());
    told(
        () -> {
          handler().delete(request, heard.context());
          return request;
        });
  }

  /** Clears away what a creation left: by what it told, or else by its key. */
  void clear(String key, @Nullable ProviderException failure) throws ProviderException {
    Attempt attempt = attempts.remove(key);
    if (attempt == null || !type.external()) {
      return;
    }
    MapValue left = attempt.stored();
    if (left == null && failure != null && failure.partial() != null) {
      left = failure.partial().attributes();
    }
    if (left == null) {
      left =
          find(attempt.address(), key, attempt.planned())
              .map(ObservedResource::attributes)
              .orElse(null);
    }
    if (left != null) {
      delete(attempt.address(), answers.stored(left));
    }
  }

  /** Removes all that is left and checks that the world is as it was. */
  void finish() throws Exception {
    for (String key : new ArrayList<>(attempts.keySet())) {
      clear(key, null);
    }
    provider.close();
    assertEquals(before, world.things(), "what is there when all that was made is deleted");
    checkWhatWasSaid();
  }

  /** Checks that nothing sensitive was said so far, and begins afresh. */
  void checkWhatWasSaid() {
    List<String> texts = heard.forget();
    boolean leaked = texts.stream().anyMatch(secrets::in);
    secrets.forget();
    if (leaked) {
      throw new AssertionError("something sensitive was said");
    }
  }

  /** A call that may fail. */
  interface Call<T> {
    T make() throws ProviderException;
  }

  /** Makes a call and takes note of what its failure says. */
  <T> T told(Call<T> call) throws ProviderException {
    try {
      return call.make();
    } catch (ProviderException failure) {
      heard.note(failure);
      throw failure;
    }
  }
}

package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.engine.Answers;
import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes things of one type, whatever its schema is like. */
final class FakeHandler implements ResourceHandler {
  private final FakeWorld world;
  private final ProviderSettings settings;
  private final ResourceType type;
  private final Answers answers;
  private final String platform;

  FakeHandler(FakeWorld world, ProviderSettings settings, ResourceType type) {
    this.world = world;
    this.settings = settings;
    this.type = type;
    this.answers = new Answers(type);
    this.platform = settings.platform().qualifiedName();
  }

  private <T> T call(
      Operation operation,
      String address,
      String key,
      MapValue attributes,
      CallLog.Effect<T> effect)
      throws ProviderException {
    FakeCall call =
        FakeCall.of(operation, settings.alias(), type.name(), List.of(address), key, attributes);
    return world.log().call(call, effect);
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    return call(
        Operation.PLAN,
        request.address(),
        "",
        request.proposed(),
        () -> ThingPlan.of(request.prior(), request.proposed()));
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    call(Operation.PREFLIGHT, request.address(), "", request.planned(), Optional::empty);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return call(
        Operation.READ, request.address(), "", request.attributes(), () -> observed(request));
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    List<String> addresses = requests.stream().map(ReadRequest::address).toList();
    FakeCall call =
        FakeCall.of(
            Operation.READ_ALL, settings.alias(), type.name(), addresses, "", MapValue.empty());
    return world
        .log()
        .call(
            call,
            () -> {
              List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
              requests.forEach(request -> all.add(observed(request)));
              return all;
            });
  }

  private Optional<ObservedResource> observed(ReadRequest request) {
    return recorded(request.address(), request.attributes()).map(this::observed);
  }

  private ObservedResource observed(FakeThing thing) {
    return new ObservedResource(thing.id(), answers.stored(thing.attributes()));
  }

  /** What the recorded attributes are those of: by its identifier when they have one. */
  private Optional<FakeThing> recorded(String address, MapValue attributes) {
    String id = attributes.getString("id");
    return owned(id == null ? t -> t.address().equals(address) : t -> t.id().equals(id));
  }

  private Optional<FakeThing> owned(Predicate<FakeThing> wanted) {
    return world.last(
        thing ->
            thing.platform().equals(platform)
                && thing.type().equals(type.name())
                && wanted.test(thing));
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return call(
        Operation.CREATE,
        request.address(),
        request.key(),
        request.planned(),
        () -> made(request, context));
  }

  private ObservedResource made(CreateRequest request, CallContext context)
      throws ProviderException {
    context.progress("making a " + type.name());
    MapValue planned = request.planned();
    pause(planned.getString("takes", "0s"));
    String mishap = planned.getString("mishap", "none");
    if (mishap.equals("before")) {
      throw mishap("it could not be made").build();
    }
    FakeThing wanted =
        new FakeThing(
            "",
            type.name(),
            settings.alias(),
            platform,
            request.address(),
            request.key(),
            planned,
            0,
            "");
    FakeThing made = world.makeOnce(wanted, id -> completed(planned, id, 0));
    context.output("made " + made.id());
    ObservedResource observed = new ObservedResource(made.id(), made.attributes());
    if (mishap.equals("halfway")) {
      throw mishap("it broke while it was made").partial(observed).build();
    }
    return observed;
  }

  private static ProviderException.Builder mishap(String reason) {
    return ProviderException.builder(reason)
        .detail("The configuration asks for this mishap.")
        .hint("Leave mishap out.")
        .path(ValuePath.of("mishap"));
  }

  private static void pause(String takes) throws ProviderException {
    boolean millis = takes.endsWith("ms");
    long number = Long.parseLong(takes.substring(0, takes.length() - (millis ? 2 : 1)));
    try {
      Thread.sleep(millis ? number : number * 1000);
    } catch (InterruptedException stopped) {
      throw FakeRule.interrupted();
    }
  }

  /** {@code planned} with a value for everything that is not known yet. */
  private MapValue completed(MapValue planned, String id, int changes) {
    MapValue.Builder all = planned.toBuilder();
    for (Map.Entry<String, AttributeSchema> e : type.attributes().properties().entrySet()) {
      Value value = planned.get(e.getKey());
      if (value != null && value.isUnknown()) {
        boolean digest = e.getKey().equals("digest");
        all.put(
            e.getKey(),
            digest
                ? ThingPlan.digest(planned.getOrNull("value"))
                : generated(e.getKey(), e.getValue().onlyKind(), id, changes));
      }
    }
    return all.build();
  }

  private static Value generated(String name, ValueKind kind, String id, int changes) {
    return switch (name) {
      case "id" -> Value.of(id);
      case "out" -> Value.of("out-" + id + "-" + changes);
      case "cidr" -> Value.of("10.0." + Integer.parseInt(id.substring(1)) % 256 + ".0/24");
      case "password" -> Value.of("password-of-" + id).asSensitive();
      default ->
          switch (kind) {
            case STRING, UNKNOWN -> Value.of(name + "-" + id);
            case INTEGER, NUMBER -> Value.of(1);
            case BOOLEAN -> Value.of(true);
            case ARRAY -> Value.list();
            case OBJECT -> MapValue.empty();
            case NULL -> Value.nullValue();
          };
    };
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return call(
        Operation.UPDATE,
        request.address(),
        request.key(),
        request.planned(),
        () -> updated(request));
  }

  private ObservedResource updated(UpdateRequest request) throws ProviderException {
    FakeThing before =
        recorded(request.address(), request.prior())
            .orElseThrow(() -> ProviderException.builder("it does not exist any more").build());
    FakeThing changed = before.changed(request.key());
    FakeThing after = changed.with(completed(request.planned(), changed.id(), changed.changes()));
    world.put(after);
    return new ObservedResource(after.id(), after.attributes());
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    call(
        Operation.DELETE,
        request.address(),
        "",
        request.attributes(),
        () -> {
          Optional<FakeThing> thing = recorded(request.address(), request.attributes());
          thing.ifPresent(world::delete);
          return thing;
        });
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return call(
        Operation.FIND,
        request.address(),
        request.key(),
        request.planned(),
        () -> owned(thing -> thing.key().equals(request.key())).map(this::observed));
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return call(
        Operation.IMPORT,
        request.address(),
        request.id(),
        MapValue.empty(),
        () -> owned(thing -> thing.id().equals(request.id())).map(this::observed));
  }
}

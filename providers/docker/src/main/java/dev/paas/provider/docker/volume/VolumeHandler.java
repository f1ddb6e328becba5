package dev.paas.provider.docker.volume;

import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.provider.docker.call.Conflicts;
import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Observation;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.call.UserLabels;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.VolumeView;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a platform. A volume is known by its name, which is all the identity that engines
 * give it; everything about it is decided when it is made.
 */
public final class VolumeHandler implements ResourceHandler {
  private static final String DEFAULT_DRIVER = "local";

  private final Scope scope;

  public VolumeHandler(Scope scope) {
    this.scope = scope;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    UserLabels.check(proposed.getMap("labels"), ValuePath.of("labels"));
    if (request.prior() == null) {
      Value name = Value.of(name(request.address()));
      proposed = proposed.with("id", name).with("name", name);
    }
    return new PlannedResource(proposed, replacements(request.prior(), proposed), List.of());
  }

  /** The labels of a volume cannot be changed. */
  private static List<Replacement> replacements(@Nullable MapValue prior, MapValue proposed) {
    if (prior == null) {
      return List.of();
    }
    boolean same =
        proposed.getOrNull("labels").isWhollyKnown()
            && Scalars.texts(proposed.getMap("labels"))
                .equals(Scalars.texts(prior.getMap("labels")));
    return same
        ? List.of()
        : List.of(
            new Replacement(
                ValuePath.of("labels"), "a Docker Engine cannot change the labels of a volume"));
  }

  private String name(String address) {
    return scope.names().base(ResourceAddress.parse(address));
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return readAll(List.of(request), context).get(0);
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    Map<String, VolumeView> volumes =
        Failures.told(context, () -> scope.engine().volumes()).stream()
            .collect(Collectors.toMap(VolumeView::name, Function.identity(), (a, b) -> a));
    List<Optional<ObservedResource>> observed = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      observed.add(
          Optional.ofNullable(volumes.get(request.attributes().getString("name", "")))
              .map(volume -> observed(Observation.of(request.attributes()), volume)));
    }
    return observed;
  }

  /** Engines take the creation of a volume that exists for success, so it is looked for before. */
  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          String name = name(request.address());
          Optional<VolumeView> existing = scope.engine().volume(name);
          if (existing.isEmpty()) {
            MapValue planned = request.planned();
            Map<String, String> labels =
                scope.labels().resource(request.address(), request.key(), request.revision());
            labels.putAll(Scalars.texts(planned.getMap("labels")));
            scope
                .engine()
                .createVolume(
                    name,
                    planned.getString("driver", DEFAULT_DRIVER),
                    Scalars.texts(planned.getMap("driverOptions")),
                    labels);
            existing = scope.engine().volume(name);
          }
          VolumeView volume =
              existing.orElseThrow(
                  () ->
                      new EngineException(
                          EngineException.Kind.FAILED, "the new volume is gone at once"));
          checkOwner(volume, request.key(), request.address());
          return observed(Observation.of(request.planned()), volume);
        });
  }

  private void checkOwner(VolumeView volume, String key, String address) throws ProviderException {
    if (scope.labels().isOf(key, volume.labels())) {
      return;
    }
    String name = volume.name();
    throw (scope.labels().isOurs(volume.labels())
            ? Conflicts.unknownToState("volume", name, address, name)
            : Conflicts.foreign("volume", name)
                .hint(
                    "Remove it, if its data can go, or take it over: paas import "
                        + address
                        + " "
                        + name))
        .build();
  }

  /** Nothing can change: what was planned differs from what is there in nothing that counts. */
  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            scope
                .engine()
                .volume(request.prior().getString("name", ""))
                .map(volume -> observed(Observation.of(request.planned()), volume))
                .orElseThrow(
                    () ->
                        ProviderException.builder("the volume is gone")
                            .hint("Plan again: it will be made anew, empty.")
                            .build()));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          Optional<VolumeView> volume =
              scope.engine().volume(request.attributes().getString("name", ""));
          if (volume.isPresent()) {
            delete(volume.get());
          }
          return true;
        });
  }

  private void delete(VolumeView volume)
      throws EngineException, InterruptedException, ProviderException {
    if (!scope.labels().isOurs(volume.labels())) {
      throw Conflicts.notMadeHere("volume", volume.name()).build();
    }
    List<String> users =
        scope.engine().containers(Map.of()).stream()
            .filter(container -> container.volumes().contains(volume.name()))
            .map(ContainerSummary::name)
            .sorted()
            .toList();
    if (!users.isEmpty()) {
      throw ProviderException.builder("the volume " + volume.name() + " is in use")
          .detail("Containers have it mounted: " + String.join(", ", users) + ".")
          .hint("Remove them first; a stopped container counts too.")
          .build();
    }
    scope.engine().removeVolume(volume.name());
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            scope
                .engine()
                .volume(name(request.address()))
                .filter(volume -> scope.labels().isOf(request.key(), volume.labels()))
                .map(volume -> observed(Observation.of(request.planned()), volume)));
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            scope
                .engine()
                .volume(request.id())
                .map(volume -> observed(Observation.complete(), volume)));
  }

  /** What was made for this address does not count: if it is replaced, it goes before. */
  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          String name = name(request.address());
          Optional<VolumeView> taken = scope.engine().volume(name);
          if (request.prior() == null
              && taken.isPresent()
              && !scope.labels().isFor(request.address(), taken.get().labels())) {
            checkOwner(taken.get(), "", request.address());
          }
          return true;
        });
  }

  private static ObservedResource observed(Observation observation, VolumeView volume) {
    MapValue recorded = observation.recorded();
    observation
        .text("id", volume.name(), "")
        .text("name", volume.name(), "")
        .text("driver", volume.driver(), DEFAULT_DRIVER)
        .texts("driverOptions", volume.options());
    Map<String, String> labels = Labels.foreign(volume.labels());
    if (!labels.isEmpty() || recorded.has("labels")) {
      observation.texts("labels", labels);
    }
    return new ObservedResource(volume.name(), observation.build());
  }
}

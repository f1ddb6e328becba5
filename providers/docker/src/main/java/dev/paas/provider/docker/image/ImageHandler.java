package dev.paas.provider.docker.image;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.connection.ImageReference;
import dev.paas.provider.docker.context.BuildContext;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.provider.docker.engine.ImageView;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images of a platform. What a built one is, is decided by its context's hash, which is known
 * when planning: an unchanged context plans nothing.
 */
public final class ImageHandler implements ResourceHandler {
  private static final ValuePath PULL = ValuePath.of("pull");

  private static final MapValue NOT_KNOWN =
      MapValue.builder().put("ref", Value.unknown()).put("digest", Value.unknown()).build();

  private final Scope scope;
  private final ImageTags tags;

  public ImageHandler(Scope scope) {
    this.scope = scope;
    this.tags = new ImageTags(scope);
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    return PlannedResource.of(
        isBuilt(proposed)
            ? planBuild(proposed, request.prior(), request.directory())
            : planPull(proposed, request.prior()));
  }

  private static boolean isBuilt(MapValue attributes) {
    return attributes.has("build");
  }

  private MapValue planBuild(MapValue proposed, @Nullable MapValue prior, Path directory)
      throws ProviderException {
    ImageBuild build = new ImageBuild(scope, proposed, directory);
    build.check();
    if (!proposed.getOrNull("build").isWhollyKnown()) {
      return proposed.toBuilder().put("contextHash", Value.unknown()).putAll(NOT_KNOWN).build();
    }
    String hash = build.hash(build.context());
    MapValue known =
        prior != null && isBuilt(prior) && hash.equals(prior.getString("contextHash"))
            ? prior
            : NOT_KNOWN;
    return proposed
        .with("contextHash", Value.of(hash))
        .with("ref", known.getOrNull("ref"))
        .with("digest", known.getOrNull("digest"));
  }

  private static MapValue planPull(MapValue proposed, @Nullable MapValue prior) {
    String pull = proposed.getString("pull");
    MapValue known =
        prior != null && pull != null && pull.equals(prior.getString("pull")) ? prior : NOT_KNOWN;
    return proposed
        .with("contextHash", Value.nullValue())
        .with("ref", known.getOrNull("ref"))
        .with("digest", known.getOrNull("digest"));
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return readAll(List.of(request), context).get(0);
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    Set<String> present = new HashSet<>();
    for (ImageView image : Failures.told(context, () -> scope.engine().images())) {
      present.add(image.id());
      present.addAll(image.digests());
    }
    List<Optional<ObservedResource>> observed = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      String ref = request.attributes().getString("ref", "");
      observed.add(
          present.contains(ref)
              ? Optional.of(new ObservedResource(ref, request.attributes()))
              : Optional.empty());
    }
    return observed;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    String keyTag = tags.forKey(request.address(), request.key());
    return Failures.told(
        context,
        () -> make(request.address(), keyTag, request.planned(), "", request.directory(), context));
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(context, () -> updated(request, context));
  }

  private ObservedResource updated(UpdateRequest request, CallContext context)
      throws ProviderException, EngineException, InterruptedException {
    MapValue planned = request.planned();
    String ref = request.prior().getString("ref", "");
    Optional<ImageDetail> current = scope.engine().image(ref);
    if (current.isPresent() && ref.equals(planned.getString("ref"))) {
      return new ObservedResource(ref, planned);
    }
    return make(
        request.address(), keyTag(request, current), planned, ref, request.directory(), context);
  }

  /** The tag that goes from version to version; an update that was cut off may have moved it. */
  private String keyTag(UpdateRequest request, Optional<ImageDetail> current)
      throws EngineException, InterruptedException {
    String hash = request.planned().getString("contextHash");
    Optional<ImageDetail> next =
        hash == null
            ? Optional.empty()
            : scope.engine().image(tags.forContext(request.address(), hash));
    return Stream.of(current, next)
        .flatMap(Optional::stream)
        .flatMap(image -> image.tags().stream())
        .filter(ImageTags::isKeyTag)
        .findFirst()
        .orElseGet(() -> tags.forKey(request.address(), request.key()));
  }

  private ObservedResource make(
      String address,
      String keyTag,
      MapValue planned,
      String previous,
      Path directory,
      CallContext context)
      throws ProviderException, EngineException, InterruptedException {
    return isBuilt(planned)
        ? build(address, keyTag, planned, previous, directory, context)
        : pull(keyTag, planned, context);
  }

  private ObservedResource build(
      String address,
      String keyTag,
      MapValue planned,
      String previous,
      Path directory,
      CallContext context)
      throws ProviderException, EngineException, InterruptedException {
    ImageBuild build = new ImageBuild(scope, planned, directory);
    build.check();
    BuildContext files = build.context();
    String hash = build.hash(files);
    if (!hash.equals(planned.getString("contextHash", hash))) {
      throw ProviderException.builder("the build context changed after the plan was made")
          .hint("Plan again.")
          .path(ValuePath.of("build", "context"))
          .build();
    }
    Set<String> names = Set.of(tags.forContext(address, hash), keyTag);
    Optional<ImageDetail> made = scope.engine().image(keyTag);
    boolean isMade = made.isPresent() && made.get().tags().containsAll(names);
    String id = isMade ? made.get().id() : build.run(address, files, List.copyOf(names), context);
    tags.dropOlder(tags.repository(address), id, previous, names);
    return new ObservedResource(
        id,
        planned
            .with("contextHash", Value.of(hash))
            .with("ref", Value.of(id))
            .with("digest", Value.of(id)));
  }

  private ObservedResource pull(String keyTag, MapValue planned, CallContext context)
      throws ProviderException, EngineException, InterruptedException {
    String text = planned.getString("pull", "");
    ImageDetail image = new ImagePull(scope).run(text, planned.getMap("registry"), PULL, context);
    tags.put(image.id(), keyTag);
    return pulled(planned, image);
  }

  /** An image that was loaded rather than pulled has no digest; its id is as exact. */
  private static ObservedResource pulled(MapValue planned, ImageDetail image) {
    ImageReference asked = ImageReference.parse(planned.getString("pull", ""));
    String ref =
        image.digests().stream()
            .filter(digest -> asked.isOf(digest))
            .findFirst()
            .orElse(image.id());
    return new ObservedResource(
        ref,
        planned
            .with("contextHash", Value.nullValue())
            .with("ref", Value.of(ref))
            .with("digest", Value.of(ref.substring(ref.indexOf('@') + 1))));
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    String ref = request.attributes().getString("ref", "");
    List<String> stay = Failures.told(context, () -> tags.dropAll(request.address(), ref));
    stay.forEach(name -> context.output(name + " stays: a container uses it"));
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () ->
            scope
                .engine()
                .image(tags.forKey(request.address(), request.key()))
                .map(image -> found(request.planned(), image)));
  }

  private static ObservedResource found(MapValue planned, ImageDetail image) {
    if (!isBuilt(planned)) {
      return pulled(planned, image);
    }
    // The tag tells the beginning of the hash, should it not have been known when planning.
    String hash =
        image.tags().stream()
            .filter(tag -> !ImageTags.isKeyTag(tag))
            .map(ImageTags::tagOf)
            .findFirst()
            .orElse("");
    return new ObservedResource(
        image.id(),
        planned
            .with("contextHash", Value.of(planned.getString("contextHash", hash)))
            .with("ref", Value.of(image.id()))
            .with("digest", Value.of(image.id())));
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          scope.engine().ping();
          return true;
        });
  }
}

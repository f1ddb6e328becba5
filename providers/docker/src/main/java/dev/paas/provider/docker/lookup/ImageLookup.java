package dev.paas.provider.docker.lookup;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Optional;

/** An image of the engine: the look-up {@code docker.image}. */
public final class ImageLookup implements DataHandler {
  private final Scope scope;

  public ImageLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    Optional<ImageDetail> found = Failures.told(context, () -> scope.engine().image(name));
    if (found.isEmpty()) {
      return Found.missing(
          configuration, "image", "id", "ref", "tags", "digests", "labels", "user", "volumes");
    }
    ImageDetail image = found.get();
    List<String> digests = image.digests().stream().sorted().toList();
    return configuration.toBuilder()
        .put("exists", true)
        .put("id", image.id())
        .put("ref", image.id())
        .put("tags", Value.strings(image.tags().stream().sorted().toList()))
        .put("digests", Value.strings(digests))
        .put("labels", Found.texts(image.labels()))
        .put("user", image.user())
        .put("volumes", Value.strings(image.volumes().stream().sorted().toList()))
        .build();
  }
}

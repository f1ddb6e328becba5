package dev.paas.provider.jclouds.lookup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Images;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Optional;

/** An image of the cloud, of several the newest: the look-up {@code jclouds.image}. */
public final class ImageLookup implements DataHandler {
  private final Scope scope;

  public ImageLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    List<Image> images =
        Failures.told(context, () -> scope.cloud().images(configuration.getString("name", "")));
    Optional<Image> found = Images.newest(images, configuration.getString("name", ""));
    if (found.isEmpty()) {
      List<String> names = images.stream().map(Image::name).toList();
      return Found.missing(configuration, "image", names, "id", "fullName", "created");
    }
    return configuration.toBuilder()
        .put("exists", true)
        .put("id", found.get().id())
        .put("fullName", found.get().name())
        .put("created", found.get().created())
        .build();
  }
}

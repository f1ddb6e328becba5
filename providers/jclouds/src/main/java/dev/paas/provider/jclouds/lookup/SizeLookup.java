package dev.paas.provider.jclouds.lookup;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Optional;

/** A size that servers can have: the look-up {@code jclouds.size}. */
public final class SizeLookup implements DataHandler {
  private final Scope scope;

  public SizeLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    List<Size> sizes = Failures.told(context, () -> scope.cloud().sizes());
    Optional<Size> found =
        sizes.stream()
            .filter(size -> size.name().equals(name) || size.id().equals(name))
            .findFirst();
    if (found.isEmpty()) {
      List<String> names = sizes.stream().map(Size::name).toList();
      return Found.missing(configuration, "size", names, "id", "cpus", "memory", "disk");
    }
    Size size = found.get();
    return configuration.toBuilder()
        .put("exists", true)
        .put("id", size.id())
        .put("cpus", size.cpus())
        .put("memory", size.memoryMb() + "M")
        .put("disk", size.diskGb() + "G")
        .build();
  }
}

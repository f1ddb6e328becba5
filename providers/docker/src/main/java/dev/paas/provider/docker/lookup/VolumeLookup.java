package dev.paas.provider.docker.lookup;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.engine.VolumeView;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.Optional;

/** A volume of the engine: the look-up {@code docker.volume}. */
public final class VolumeLookup implements DataHandler {
  private final Scope scope;

  public VolumeLookup(Scope scope) {
    this.scope = scope;
  }

  @Override
  public MapValue read(MapValue configuration, CallContext context) throws ProviderException {
    String name = configuration.getString("name", "");
    Optional<VolumeView> found = Failures.told(context, () -> scope.engine().volume(name));
    if (found.isEmpty()) {
      return Found.missing(configuration, "volume", "driver", "options", "labels");
    }
    VolumeView volume = found.get();
    return configuration.toBuilder()
        .put("exists", true)
        .put("driver", volume.driver())
        .put("options", Found.texts(volume.options()))
        .put("labels", Found.texts(volume.labels()))
        .build();
  }
}

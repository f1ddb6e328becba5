package dev.paas.cli.bench;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** The entry point. */
public final class BenchPlugin implements ProviderPlugin {

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Provider open(ProviderSettings settings) throws ProviderException {
    if (settings.configuration().getString("host", "").equals("nowhere")) {
      throw ProviderException.builder("there is no host \"nowhere\"")
          .detail("The bench looks for it in vain.")
          .hint("Leave host out.")
          .path(new ValuePath(List.of("host")))
          .build();
    }
    return new Provider() {
      @Override
      public ResourceHandler resource(String type) {
        return type.equals("bench.machine")
            ? new MachineHandler()
            : new ThingHandler(settings.directory());
      }

      @Override
      public void close() {}
    };
  }
}

package dev.paas.provider.docker.contract;

import dev.paas.provider.docker.DockerPlugin;
import dev.paas.provider.docker.harness.EngineApi;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.provider.tck.Documents;
import dev.paas.provider.tck.LookupContract;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;

/** The contract for a look-up of this provider, on the engine that all tests share. */
abstract class DockerLookupContract extends LookupContract {
  final DockerEngine engine = DockerEngine.shared();
  final EngineApi api = new EngineApi(engine);

  @Override
  protected final ProviderPlugin plugin() {
    return new DockerPlugin();
  }

  @Override
  protected final MapValue configuration() {
    return Documents.attributes("{host: '" + engine.host() + "'}");
  }
}

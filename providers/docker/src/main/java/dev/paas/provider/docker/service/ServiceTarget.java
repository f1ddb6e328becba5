package dev.paas.provider.docker.service;

import dev.paas.provider.docker.naming.ResourceAddress;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout is to bring about.
 *
 * @param key the key of the service's creation, by which its containers are known
 * @param planned the attributes, for what a spec does not tell
 * @param prior what there was before; {@code null} at creation
 * @param directory where relative paths start
 */
record ServiceTarget(
    String address,
    String key,
    long revision,
    MapValue planned,
    ServiceSpec spec,
    @Nullable ServiceSpec prior,
    Path directory) {

  ResourceAddress resource() {
    return ResourceAddress.parse(address);
  }
}

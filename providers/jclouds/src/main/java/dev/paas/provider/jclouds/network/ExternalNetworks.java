package dev.paas.provider.jclouds.network;

import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.cloud.Networking.Network;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the networks that lead out of the cloud is meant. */
public final class ExternalNetworks {
  private ExternalNetworks() {}

  /**
   * The network of that name or id, or the only one that there is.
   *
   * @param wanted its name or id; {@code null} for the only one
   * @param path where it is, or would be, said
   */
  public static Network choose(List<Network> externals, @Nullable String wanted, ValuePath path)
      throws ProviderException {
    List<Network> found =
        externals.stream()
            .filter(
                each -> wanted == null || each.id().equals(wanted) || each.name().equals(wanted))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    List<String> names = externals.stream().map(Network::name).toList();
    throw (wanted == null ? unclear(names) : unknown(wanted, names, found.isEmpty()))
        .path(path)
        .build();
  }

  private static ProviderException.Builder unclear(List<String> names) {
    return names.isEmpty()
        ? ProviderException.builder("the cloud has no external network")
            .hint("Somebody who runs the cloud would have to make one.")
        : ProviderException.builder("the cloud has several external networks")
            .hint("Name one of them: " + String.join(", ", names) + ".");
  }

  private static ProviderException.Builder unknown(
      String wanted, List<String> names, boolean none) {
    return none
        ? ProviderException.builder("the cloud has no external network " + wanted)
            .hint(NearMatches.hint(wanted, names))
        : ProviderException.builder("the cloud has several external networks " + wanted)
            .hint("Name it by its id.");
  }
}

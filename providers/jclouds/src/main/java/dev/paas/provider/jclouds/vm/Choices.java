package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Bytes;
import dev.paas.provider.jclouds.call.Images;
import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a cloud is meant by the names, ids and patterns that a user wrote. */
public final class Choices {
  private static final Comparator<Size> SMALLEST =
      Comparator.comparingInt(Size::memoryMb)
          .thenComparingInt(Size::cpus)
          .thenComparingInt(Size::diskGb)
          .thenComparing(Size::name);
  private static final long MEBI = 1024L * 1024;

  private final Cloud cloud;

  public Choices(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The image that is meant; of several the newest. */
  Image image(MapValue planned) throws CloudException, InterruptedException, ProviderException {
    return Images.meant(cloud, planned);
  }

  /** The size that is meant: by its name or id, or the smallest that is large enough. */
  Size size(MapValue planned) throws CloudException, InterruptedException, ProviderException {
    List<Size> sizes = cloud.sizes();
    Optional<Size> found = planned.has("size") ? named(sizes, planned) : smallest(sizes, planned);
    if (found.isPresent()) {
      return found.get();
    }
    if (planned.has("size")) {
      String wanted = planned.getString("size", "");
      throw ProviderException.builder("the cloud has no size " + wanted)
          .hint(NearMatches.hint(wanted, sizes.stream().map(Size::name).toList()))
          .path(ValuePath.of("size"))
          .build();
    }
    throw ProviderException.builder("the cloud has no size that is large enough")
        .hint(largest(sizes))
        .path(ValuePath.of("memory"))
        .build();
  }

  /** Looks whether there is such a size, if it is known what is meant. */
  void checkSize(MapValue planned) throws CloudException, InterruptedException, ProviderException {
    boolean known = true;
    for (String key : List.of("size", "cpus", "memory")) {
      known &= !planned.getOrNull(key).isUnknown();
    }
    if (known) {
      size(planned);
    }
  }

  private static Optional<Size> named(List<Size> sizes, MapValue planned) {
    String wanted = planned.getString("size", "");
    return sizes.stream()
        .filter(size -> size.name().equals(wanted) || size.id().equals(wanted))
        .min(Comparator.comparing(size -> !size.name().equals(wanted)));
  }

  private static Optional<Size> smallest(List<Size> sizes, MapValue planned) {
    long cpus = planned.getLong("cpus").orElse(1);
    long bytes = Bytes.of(planned.getOrNull("memory"));
    return sizes.stream()
        .filter(Size::ordinary)
        .filter(size -> size.cpus() >= cpus && size.memoryMb() * MEBI >= bytes)
        .min(SMALLEST);
  }

  private static String largest(List<Size> sizes) {
    return sizes.stream()
        .max(SMALLEST)
        .map(
            size ->
                "The largest is "
                    + size.name()
                    + ": "
                    + size.cpus()
                    + " processors and "
                    + size.memoryMb()
                    + "M of memory.")
        .orElse("There is none at all.");
  }

  /** The ids of the networks that are meant, in their order. */
  List<String> networks(MapValue planned)
      throws CloudException, InterruptedException, ProviderException {
    List<Value> wanted = planned.getList("networks").values();
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Network> networks = cloud.networks();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = String.valueOf(Value.textOf(wanted.get(i)));
      ids.add(network(networks, name, ValuePath.of("networks").child(i)));
    }
    return ids;
  }

  /** One that is called so itself goes before the parts of what is called so. */
  private static String network(List<Network> networks, String wanted, ValuePath path)
      throws ProviderException {
    List<Network> named =
        networks.stream()
            .filter(each -> each.name().equals(wanted) || each.id().equals(wanted))
            .toList();
    List<Network> parts = networks.stream().filter(each -> each.around().contains(wanted)).toList();
    List<Network> found = named.isEmpty() ? parts : named;
    if (found.size() == 1) {
      return found.get(0).id();
    }
    throw (found.isEmpty() ? unknown(networks, wanted) : unclear(found, wanted)).path(path).build();
  }

  private static ProviderException.Builder unknown(List<Network> networks, String wanted) {
    return ProviderException.builder("the cloud has no network " + wanted)
        .hint(NearMatches.hint(wanted, networks.stream().map(Network::name).toList()));
  }

  private static ProviderException.Builder unclear(List<Network> found, String wanted) {
    boolean parts = found.stream().allMatch(each -> each.around().contains(wanted));
    String ids = found.stream().map(Network::id).sorted().collect(Collectors.joining(", "));
    return parts
        ? ProviderException.builder("the network " + wanted + " has several subnets")
            .hint("Name one of them: " + ids + ".")
        : ProviderException.builder("the cloud has several networks " + wanted)
            .hint("Name it by its id.");
  }

  /** Looks whether the account may have one more. */
  void checkQuota() throws CloudException, InterruptedException, ProviderException {
    Optional<Quota> quota = cloud.quota();
    if (quota.isPresent() && quota.get().used() >= quota.get().servers()) {
      throw ProviderException.builder("the quota of the cloud is reached")
          .detail(
              "The account may have "
                  + quota.get().servers()
                  + " servers, and has "
                  + quota.get().used()
                  + ".")
          .hint("Remove what is not needed, or ask for more.")
          .build();
    }
  }
}

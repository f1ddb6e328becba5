package dev.paas.provider.jclouds.volume;

import dev.paas.provider.jclouds.call.Images;
import dev.paas.provider.jclouds.call.NearMatches;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Volumes;
import dev.paas.provider.jclouds.cloud.Volumes.Refusal;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a volume before it is made: a type, image or snapshot that is not there,
 * what the cloud refuses, the quota.
 */
final class VolumePreflight {
  private static final String TYPE = "volumeType";
  private static final String SNAPSHOT = "snapshot";

  private final Cloud cloud;
  private final Volumes volumes;

  VolumePreflight(Cloud cloud, Volumes volumes) {
    this.cloud = cloud;
    this.volumes = volumes;
  }

  void check(PreflightRequest request)
      throws CloudException, InterruptedException, ProviderException {
    MapValue planned = request.planned();
    MapValue prior = request.prior();
    if (prior == null || isNew(prior, planned, TYPE) || isNew(prior, planned, SNAPSHOT)) {
      checkRefusal(planned);
    }
    if (isNew(prior, planned, TYPE)) {
      checkType(planned.getString(TYPE, ""));
    }
    if (isNew(prior, planned, "image")) {
      Images.meant(cloud, planned);
    }
    if (prior == null) {
      checkNumber();
    }
    int there = prior == null ? 0 : VolumeAttributes.gib(prior).orElse(0);
    checkRoom(VolumeAttributes.gib(planned).orElse(there) - there);
  }

  private static boolean isNew(@Nullable MapValue prior, MapValue planned, String key) {
    String wanted = planned.getString(key);
    return wanted != null && (prior == null || !wanted.equals(prior.getString(key)));
  }

  private void checkRefusal(MapValue planned)
      throws CloudException, InterruptedException, ProviderException {
    Optional<Refusal> refusal =
        volumes.refusal(
            planned.getString(TYPE), VolumeAttributes.gib(planned), planned.getString(SNAPSHOT));
    if (refusal.isPresent()) {
      throw ProviderException.builder(refusal.get().reason())
          .hint(refusal.get().hint())
          .path(ValuePath.of(refusal.get().key()))
          .build();
    }
  }

  private void checkType(String wanted)
      throws CloudException, InterruptedException, ProviderException {
    List<String> types = volumes.types();
    if (!types.contains(wanted)) {
      throw ProviderException.builder("the cloud has no type of volumes " + wanted)
          .hint(NearMatches.hint(wanted, types))
          .path(ValuePath.of(TYPE))
          .build();
    }
  }

  private void checkNumber() throws CloudException, InterruptedException, ProviderException {
    Optional<Quota> quota = volumes.volumeQuota();
    if (quota.isPresent() && quota.get().used() >= quota.get().servers()) {
      throw reached(
          "The account may have "
              + quota.get().servers()
              + " volumes, and has "
              + quota.get().used()
              + ".");
    }
  }

  private void checkRoom(int more) throws CloudException, InterruptedException, ProviderException {
    Optional<Quota> quota = more > 0 ? volumes.sizeQuota() : Optional.empty();
    if (quota.isPresent() && quota.get().used() + more > quota.get().servers()) {
      throw reached(
          "The volumes of the account may hold "
              + quota.get().servers()
              + " GiB together, and hold "
              + quota.get().used()
              + ": "
              + more
              + " more is too much.");
    }
  }

  private static ProviderException reached(String detail) {
    return ProviderException.builder("the quota of the cloud is reached")
        .detail(detail)
        .hint("Remove what is not needed, or ask for more.")
        .build();
  }
}

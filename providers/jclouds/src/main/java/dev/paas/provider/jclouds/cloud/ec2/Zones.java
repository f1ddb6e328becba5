package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.Comparator;
import java.util.List;

/** The availability zones of a region. */
final class Zones {
  private final Query query;

  Zones(Query query) {
    this.query = query;
  }

  /** Where something is made of which nobody says where: in the first zone by name that can be. */
  String first() throws CloudException, InterruptedException {
    Call call =
        Call.of("DescribeAvailabilityZones")
            .where("state", List.of("available"))
            .where("zone-type", List.of("availability-zone"));
    return query.look(call).items("availabilityZoneInfo").stream()
        .map(zone -> zone.text("zoneName"))
        .min(Comparator.naturalOrder())
        .orElseThrow(
            () -> new CloudException(Kind.REFUSED, "the region has no zone that is available"));
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names by which instances have volumes: EC2 wants one with each. */
final class Devices {
  private static final String PREFIX = "/dev/sd";

  /** The names that Amazon advises for volumes. */
  private static final List<String> NAMES =
      "fghijklmnop".chars().mapToObj(letter -> PREFIX + (char) letter).toList();

  private final Query query;

  Devices(Query query) {
    this.query = query;
  }

  /**
   * Begins to attach a volume. A name that EC2 does not take, as when somebody else was quicker, is
   * followed by the next, unless it was asked for.
   *
   * @param device the name that is asked for; {@code null} for the first free one
   */
  void attach(String id, String serverId, @Nullable String device)
      throws CloudException, InterruptedException {
    Call call = Call.of("AttachVolume").with("VolumeId", id).with("InstanceId", serverId);
    if (device != null) {
      query.change(call.with("Device", device));
      return;
    }
    CloudException refusal =
        new CloudException(
            Kind.REFUSED, "the machine has a volume at each name from /dev/sdf to /dev/sdp");
    Set<String> taken = taken(serverId);
    for (String name : NAMES) {
      if (!taken.contains(name)) {
        try {
          query.change(call.with("Device", name));
          return;
        } catch (CloudException e) {
          if (e.kind() != Kind.REFUSED) {
            throw e;
          }
          refusal = e;
        }
      }
    }
    throw refusal;
  }

  /** {@code /dev/xvdf} is another name of {@code /dev/sdf}. */
  private Set<String> taken(String serverId) throws CloudException, InterruptedException {
    Xml answer = query.look(Call.of("DescribeInstances").with("InstanceId.1", serverId));
    Set<String> taken = new HashSet<>();
    for (Xml reservation : answer.items("reservationSet")) {
      for (Xml instance : reservation.items("instancesSet")) {
        for (Xml each : instance.items("blockDeviceMapping")) {
          taken.add(each.text("deviceName").replace("/dev/xvd", PREFIX));
        }
      }
    }
    return taken;
  }
}

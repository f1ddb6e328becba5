package dev.paas.provider.jclouds.cloud.compute;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Address;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jclouds.compute.domain.Hardware;
import org.jclouds.compute.domain.Image;
import org.jclouds.compute.domain.NodeMetadata;
import org.jclouds.compute.domain.Processor;
import org.jclouds.compute.domain.Volume;
import org.jclouds.domain.Location;
import org.jclouds.domain.LocationScope;
import org.jspecify.annotations.Nullable;

/** Machines, images and sizes as jclouds has them of any cloud. */
final class NodeMapping {
  private NodeMapping() {}

  static Server server(NodeMetadata node) {
    Hardware hardware = node.getHardware();
    return new Server(
        node.getId(),
        orEmpty(node.getName()),
        node.getStatus().name(),
        phase(node.getStatus()),
        node.getStatus() == NodeMetadata.Status.RUNNING,
        orEmpty(node.getImageId()),
        hardware == null ? "" : hardware.getId(),
        zone(node.getLocation()),
        "",
        node.getUserMetadata(),
        addresses(node),
        Set.of(),
        Set.of(),
        null);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Phase phase(NodeMetadata.Status status) {
    return switch (status) {
      case PENDING, UNRECOGNIZED -> Phase.CHANGING;
      case RUNNING, SUSPENDED -> Phase.SETTLED;
      case TERMINATED -> Phase.GONE;
      case ERROR -> Phase.BROKEN;
    };
  }

  private static String zone(@Nullable Location location) {
    return location != null && location.getScope() == LocationScope.ZONE ? location.getId() : "";
  }

  private static List<Address> addresses(NodeMetadata node) {
    List<Address> addresses = new ArrayList<>();
    node.getPrivateAddresses().forEach(ip -> addresses.add(new Address(ip, "", false)));
    node.getPublicAddresses().forEach(ip -> addresses.add(new Address(ip, "", true)));
    return addresses;
  }

  /** When it was made is not told; of names with dates in them the last is the newest. */
  static Cloud.Image image(Image image) {
    String name = image.getName() == null ? image.getId() : image.getName();
    String status =
        image.getStatus() == Image.Status.AVAILABLE ? "active" : image.getStatus().name();
    return new Cloud.Image(image.getId(), name, status, name);
  }

  static Size size(Hardware hardware) {
    double cpus = hardware.getProcessors().stream().mapToDouble(Processor::getCores).sum();
    double disk = 0;
    for (Volume volume : hardware.getVolumes()) {
      Float size = volume.getSize();
      disk += size == null ? 0 : size;
    }
    String name = hardware.getName() == null ? hardware.getId() : hardware.getName();
    return new Size(hardware.getId(), name, (int) cpus, hardware.getRam(), (int) disk, true);
  }
}

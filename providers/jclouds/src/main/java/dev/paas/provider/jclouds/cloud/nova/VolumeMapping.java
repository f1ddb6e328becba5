package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.addIfSet;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.object;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.texts;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volume.Phase;
import dev.paas.provider.jclouds.cloud.Volumes.VolumeTemplate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Volumes as Cinder writes them. */
final class VolumeMapping {
  private VolumeMapping() {}

  static Volume volume(JsonObject json) {
    String status = text(json, "status");
    JsonElement image = json.get("volume_image_metadata");
    return new Volume(
        text(json, "id"),
        text(json, "name"),
        status,
        phase(status),
        json.get("size").getAsInt(),
        text(json, "volume_type"),
        text(json, "availability_zone"),
        image instanceof JsonObject object ? text(object, "image_id") : "",
        text(json, "snapshot_id"),
        texts(json.get("metadata")),
        devices(json.get("attachments")));
  }

  private static Phase phase(String status) {
    return switch (status) {
      case "available" -> Phase.FREE;
      case "in-use" -> Phase.ATTACHED;
      case "deleting" -> Phase.LEAVING;
      default -> status.startsWith("error") ? Phase.BROKEN : Phase.CHANGING;
    };
  }

  private static Map<String, String> devices(@Nullable JsonElement json) {
    Map<String, String> devices = new HashMap<>();
    if (json instanceof JsonArray attachments) {
      for (JsonElement each : attachments) {
        JsonObject attachment = each.getAsJsonObject();
        devices.put(text(attachment, "server_id"), text(attachment, "device"));
      }
    }
    return devices;
  }

  static JsonObject request(VolumeTemplate template) {
    JsonObject volume = new JsonObject();
    volume.addProperty("name", template.name());
    volume.addProperty("size", template.gib());
    addIfSet(volume, "volume_type", template.type());
    addIfSet(volume, "availability_zone", template.zone());
    addIfSet(volume, "imageRef", template.imageId());
    addIfSet(volume, "snapshot_id", template.snapshotId());
    volume.add("metadata", object(template.metadata()));
    return wrapped("volume", volume);
  }
}

package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.addIfSet;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.object;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.property;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.wrapped;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Volume;
import dev.paas.provider.jclouds.cloud.Volumes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Volumes of Cinder; it is Nova that attaches them. */
final class CinderVolumes implements Volumes {
  private static final String VOLUME = Session.VOLUME;
  private static final String COMPUTE = "compute";
  private static final String VOLUMES = "/volumes/";

  private final Session session;
  private final Pages pages;

  CinderVolumes(Session session) {
    this.session = session;
    this.pages = new Pages(session);
  }

  @Override
  public List<Volume> volumes() throws CloudException, InterruptedException {
    return volumes("/volumes/detail");
  }

  @Override
  public List<Volume> volumesNamed(String name) throws CloudException, InterruptedException {
    return volumes("/volumes/detail?name=" + encoded(name)).stream()
        .filter(volume -> volume.name().equals(name))
        .toList();
  }

  private List<Volume> volumes(String path) throws CloudException, InterruptedException {
    return pages.all(VOLUME, path, "volumes", "volumes_links").stream()
        .map(VolumeMapping::volume)
        .toList();
  }

  @Override
  public Optional<Volume> volume(String id) throws CloudException, InterruptedException {
    try {
      JsonObject answer = session.get(VOLUME, VOLUMES + encoded(id));
      return Optional.of(VolumeMapping.volume(answer.getAsJsonObject("volume")));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Volume createVolume(VolumeTemplate template) throws CloudException, InterruptedException {
    JsonElement answer =
        session.change("POST", VOLUME, "/volumes", VolumeMapping.request(template));
    return VolumeMapping.volume(answer.getAsJsonObject().getAsJsonObject("volume"));
  }

  @Override
  public void deleteVolume(String id) throws CloudException, InterruptedException {
    delete(VOLUME, VOLUMES + encoded(id));
  }

  private void delete(String service, String path) throws CloudException, InterruptedException {
    try {
      session.change("DELETE", service, path, null);
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  @Override
  public void renameVolume(String id, String name) throws CloudException, InterruptedException {
    session.change("PUT", VOLUME, VOLUMES + encoded(id), wrapped("volume", property("name", name)));
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException {
    session.change(
        "PUT", VOLUME, VOLUMES + encoded(id) + "/metadata", wrapped("metadata", object(metadata)));
  }

  @Override
  public void extend(String id, int gib) throws CloudException, InterruptedException {
    JsonObject size = new JsonObject();
    size.addProperty("new_size", gib);
    session.change("POST", VOLUME, VOLUMES + encoded(id) + "/action", wrapped("os-extend", size));
  }

  /** A cloud need not tell its messages to everybody. */
  @Override
  public String fault(String id) throws CloudException, InterruptedException {
    Set<String> said = new LinkedHashSet<>();
    try {
      JsonObject answer = session.get(VOLUME, "/messages?resource_uuid=" + encoded(id));
      for (JsonElement each : answer.getAsJsonArray("messages")) {
        String message = text(each.getAsJsonObject(), "user_message");
        // What was being done comes before the colon.
        said.add(message.substring(message.indexOf(':') + 1).strip());
      }
    } catch (CloudException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.FORBIDDEN && e.kind() != Kind.REFUSED) {
        throw e;
      }
    }
    return String.join(" ", said);
  }

  @Override
  public void attach(String id, String serverId, @Nullable String device)
      throws CloudException, InterruptedException {
    JsonObject attachment = property("volumeId", id);
    addIfSet(attachment, "device", device);
    session.change("POST", COMPUTE, attachments(serverId), wrapped("volumeAttachment", attachment));
  }

  @Override
  public void detach(String id, String serverId) throws CloudException, InterruptedException {
    delete(COMPUTE, attachments(serverId) + "/" + encoded(id));
  }

  private static String attachments(String serverId) {
    return "/servers/" + encoded(serverId) + "/os-volume_attachments";
  }

  @Override
  public List<String> types() throws CloudException, InterruptedException {
    return pages.all(VOLUME, "/types", "volume_types", "volume_type_links").stream()
        .map(each -> text(each, "name"))
        .toList();
  }

  @Override
  public Optional<Quota> volumeQuota() throws CloudException, InterruptedException {
    return quota("maxTotalVolumes", "totalVolumesUsed");
  }

  @Override
  public Optional<Quota> sizeQuota() throws CloudException, InterruptedException {
    return quota("maxTotalVolumeGigabytes", "totalGigabytesUsed");
  }

  private Optional<Quota> quota(String most, String used)
      throws CloudException, InterruptedException {
    JsonObject limits =
        session.get(VOLUME, "/limits").getAsJsonObject("limits").getAsJsonObject("absolute");
    JsonElement limit = limits.get(most);
    JsonElement taken = limits.get(used);
    return limit == null || limit.getAsInt() < 0
        ? Optional.empty()
        : Optional.of(new Quota(limit.getAsInt(), taken == null ? 0 : taken.getAsInt()));
  }
}

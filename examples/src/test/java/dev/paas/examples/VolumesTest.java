package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/**
 * Volumes of a real OpenStack and the machines that have them, looked at by the cloud's own API.
 */
@Timeout(600)
@ResourceLock("openstack")
final class VolumesTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String VOLUMES = "/volumes/";

  private static final String DATABASE =
      """
      volumes:
        data: { provider: cloud, size: 1Gi, labels: { team: shop } }
      vms:
        db: { provider: cloud, image: debian-12-x86_64, size: tiny, volumes: [data] }
      """;

  private static final String ONLY_VOLUME =
      """
      volumes:
        data: { provider: cloud, size: 1Gi, labels: { team: shop } }
      """;

  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final Paas paas;

  VolumesTest(@TempDir Path folder) {
    paas = new Paas(folder, environment());
  }

  private Map<String, String> environment() {
    return Map.of(
        "OS_AUTH_URL", cloud.endpoint(),
        "OS_USERNAME", "admin",
        "OS_PASSWORD", "secret",
        "OS_PROJECT_NAME", "admin",
        "OS_USER_DOMAIN_NAME", "Default",
        "OS_PROJECT_DOMAIN_NAME", "Default",
        "PAAS_STATE_KEY", KEY);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(0, api.servers("store-").size(), "servers that are left");
    assertEquals(0, api.volumes("store-").size(), "volumes that are left");
  }

  private void write(String sections) throws IOException {
    Files.writeString(
        paas.folder().resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: store
        providers:
          cloud: { plugin: jclouds, pollInterval: 300ms }
        """
            + sections);
  }

  private String apply(String sections) throws Exception {
    write(sections);
    return paas.run("apply", "--auto-approve").succeeded();
  }

  private String failsToApply(String sections) throws Exception {
    write(sections);
    return paas.run("apply", "--auto-approve").failed();
  }

  private void assertNothingToDo() throws Exception {
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  /** The only volume of a name. */
  private JsonNode volume(String name) {
    List<JsonNode> found =
        api.volumes("store-").stream()
            .filter(volume -> volume.path("name").asString().equals(name))
            .toList();
    assertEquals(1, found.size(), "volumes " + name);
    return found.get(0);
  }

  private String volumeId() {
    return volume("store-data").path("id").asString();
  }

  private String serverId(String name) {
    assertEquals(1, api.servers(name).size(), "servers " + name);
    return api.servers(name).get(0).path("id").asString();
  }

  /** The server that has the volume, in the cloud's word; empty for none. */
  private String holder() {
    return volume("store-data").path("attachments").path(0).path("server_id").asString("");
  }

  private void action(String volume, String action) {
    api.call("POST", OpenStackApi.VOLUME, VOLUMES + volume + "/action", action);
  }

  private void attach(String volume, String server) {
    String body = "{\"volumeAttachment\": {\"volumeId\": \"" + volume + "\"}}";
    api.call("POST", "compute", "/servers/" + server + "/os-volume_attachments", body);
    OpenStackApi.await("it is attached", () -> holder().equals(server));
  }

  private void detach(String volume, String server) {
    api.call("DELETE", "compute", "/servers/" + server + "/os-volume_attachments/" + volume, "");
    OpenStackApi.await("it is detached", () -> status().equals("available"));
  }

  private String status() {
    return volume("store-data").path("status").asString();
  }

  @Test
  void growsWhileItIsAttachedAndIsReplacedWhenItShallBeSmaller() throws Exception {
    apply(DATABASE);
    String id = volumeId();
    String server = serverId("store-db");
    assertEquals(server, holder());
    assertNothingToDo();

    apply(DATABASE.replace("1Gi", "3Gi").replace("shop", "web"));
    assertEquals(id, volumeId());
    assertEquals(3, volume("store-data").path("size").asInt());
    assertEquals("web", volume("store-data").path("metadata").path("team").asString());
    assertEquals(server, holder());
    assertNothingToDo();

    write(DATABASE.replace("1Gi", "2Gi"));
    String plan = paas.run("plan").succeeded();
    assertTrue(plan.contains("a volume cannot become smaller"), plan);
    apply(DATABASE.replace("1Gi", "2Gi"));
    assertNotEquals(id, volumeId());
    assertEquals(2, volume("store-data").path("size").asInt());
    assertEquals(server, serverId("store-db"), "the machine stays");
    assertEquals(server, holder());
    assertNothingToDo();
  }

  @Test
  void outlivesItsMachineAndGoesToAnother() throws Exception {
    apply(DATABASE);
    String id = volumeId();
    String server = serverId("store-db");
    String newImage = DATABASE.replace("debian-12", "debian-13");
    String first =
        failsToApply(newImage.replace("[data]", "[data], lifecycle: {createBeforeDestroy: true}"));
    assertTrue(first.contains("createBeforeDestroy"), first);
    assertEquals(server, holder());

    apply(newImage);
    assertEquals(id, volumeId());
    assertNotEquals(server, serverId("store-db"));
    assertEquals(serverId("store-db"), holder());

    apply(
        newImage.replace(", volumes: [data]", "")
            + "  web: { provider: cloud,"
            + " image: debian-12-x86_64, size: tiny, volumes: [{ id: \"${volumes.data.id}\","
            + " device: /dev/sdf }] }\n");
    assertEquals(id, volumeId());
    assertEquals(serverId("store-web"), holder());
    assertEquals(
        "/dev/sdf", volume("store-data").path("attachments").path(0).path("device").asString());
    assertNothingToDo();

    // The fake servers have SCSI disks only, whatever they are told.
    String device = failsToApply(DATABASE.replace("[data]", "[{ name: data, device: /dev/vdf }]"));
    assertTrue(device.contains("as /dev/sdf, not as /dev/vdf"), device);
    assertEquals("available", status());
  }

  @Test
  void whatSomebodyElseDoesIsSeenAndPutRight() throws Exception {
    String named = DATABASE.replace("size: 1Gi", "name: store-data, size: 1Gi");
    apply(named);
    String id = volumeId();
    String server = serverId("store-db");
    detach(id, server);
    api.call("PUT", OpenStackApi.VOLUME, VOLUMES + id, "{\"volume\": {\"name\": \"store-x\"}}");
    Paas.Result drift = paas.run("drift");
    assertEquals(2, drift.code(), drift.out() + drift.err());
    assertTrue(drift.out().contains("volumes"), drift.out());
    assertTrue(drift.out().contains("store-x"), drift.out());
    paas.run("apply", "--auto-approve").succeeded();
    assertEquals(id, volumeId());
    assertEquals(server, holder());

    // A volume of the platform that no entry says is taken away, one of others is not.
    apply(named.replace(", volumes: [data]", ""));
    assertEquals("available", status());
    attach(id, server);
    String foreign =
        api.call(
                "POST",
                OpenStackApi.VOLUME,
                "/volumes",
                "{\"volume\": {\"name\": \"foreign-data\", \"size\": 1}}")
            .path("volume")
            .path("id")
            .asString();
    OpenStackApi.await(
        "the other volume is there",
        () ->
            api.get(OpenStackApi.VOLUME, VOLUMES + foreign)
                .path("volume")
                .path("status")
                .asString()
                .equals("available"));
    api.call(
        "POST",
        "compute",
        "/servers/" + server + "/os-volume_attachments",
        "{\"volumeAttachment\": {\"volumeId\": \"" + foreign + "\"}}");
    try {
      paas.run("apply", "--auto-approve").succeeded();
      assertEquals("available", status());
      JsonNode has = api.get("compute", "/servers/" + server + "/os-volume_attachments");
      assertEquals(1, has.path("volumeAttachments").size(), has.toString());
      assertNothingToDo();
    } finally {
      paas.run("destroy", "--auto-approve").succeeded();
      OpenStackApi.await(
          "the other volume is free",
          () ->
              api.get(OpenStackApi.VOLUME, VOLUMES + foreign)
                  .path("volume")
                  .path("status")
                  .asString()
                  .equals("available"));
      api.deleteVolume(foreign);
    }
  }

  @Test
  void aDeathOfTheApplyMakesNothingTwice() throws Exception {
    write(DATABASE.replace("team: shop", "test.delay: '6'"));
    Process making = paas.start("apply", "--auto-approve");
    OpenStackApi.await("the volume is ordered", () -> !api.volumes("store-data").isEmpty());
    String id = volumeId();
    assertEquals("creating", status());
    making.destroyForcibly().waitFor();
    Process attaching = paas.start("apply", "--auto-approve");
    OpenStackApi.await("the machine is ordered", () -> !api.servers("store-db").isEmpty());
    String server = serverId("store-db");
    attaching.destroyForcibly().waitFor();
    paas.run("apply", "--auto-approve").succeeded();
    assertEquals(id, volumeId());
    assertEquals(server, serverId("store-db"));
    assertEquals(server, holder());
    assertNothingToDo();
  }

  @Test
  void whatBreaksIsTakenAwayAndTold() throws Exception {
    String told = failsToApply(ONLY_VOLUME.replace("team: shop", "test.fault: no paint"));
    assertTrue(told.contains("Driver failed to create the volume"), told);
    assertEquals(0, api.volumes("store-").size());

    apply(ONLY_VOLUME);
    action(volumeId(), "{\"os-reset_status\": {\"status\": \"error_extending\"}}");
    String warned = paas.run("plan").succeeded();
    assertTrue(warned.contains("error_extending"), warned);
    assertTrue(warned.contains("No changes"), warned);
    action(volumeId(), "{\"os-reset_status\": {\"status\": \"error\"}}");
    String replaced = paas.run("plan").succeeded();
    assertTrue(replaced.contains("1 to replace"), replaced);
    String before = volumeId();
    paas.run("apply", "--auto-approve").succeeded();
    assertNotEquals(before, volumeId());
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingIsMade() throws Exception {
    String shared = failsToApply(DATABASE.replace("size: tiny", "size: tiny, count: 2"));
    assertTrue(shared.contains("vms.db[0] and vms.db[1] cannot both have volumes.data"), shared);
    assertEquals(0, api.volumes("store-").size());

    String project =
        api.get("identity", "/projects?name=admin").path("projects").path(0).path("id").asString();
    JsonNode used = api.get(OpenStackApi.VOLUME, "/limits").path("limits").path("absolute");
    int volumes = used.path("totalVolumesUsed").asInt();
    int gigabytes = used.path("totalGigabytesUsed").asInt();
    try {
      quota(project, volumes, -1);
      assertTrue(failsToApply(ONLY_VOLUME).contains("quota"), "the number of volumes");
      assertEquals(0, api.volumes("store-").size());
      quota(project, 50, gigabytes + 2);
      String room = failsToApply(ONLY_VOLUME.replace("1Gi", "3Gi"));
      assertTrue(room.contains("3 more is too much"), room);
      apply(ONLY_VOLUME);
      String growth = failsToApply(ONLY_VOLUME.replace("1Gi", "4Gi"));
      assertTrue(growth.contains("3 more is too much"), growth);
    } finally {
      quota(project, 50, -1);
    }
  }

  private void quota(String project, int volumes, int gigabytes) {
    api.call(
        "PUT",
        OpenStackApi.VOLUME,
        "/os-quota-sets/" + project,
        "{\"quota_set\": {\"volumes\": " + volumes + ", \"gigabytes\": " + gigabytes + "}}");
  }

  @Test
  void isMadeFromASnapshotAndImportedAndLeftToOthers() throws Exception {
    apply(ONLY_VOLUME);
    String id = volumeId();
    String snapshot =
        api.call(
                "POST",
                OpenStackApi.VOLUME,
                "/snapshots",
                "{\"snapshot\": {\"volume_id\": \"" + id + "\", \"name\": \"store-snapshot\"}}")
            .path("snapshot")
            .path("id")
            .asString();
    String path = "/snapshots/" + snapshot;
    OpenStackApi.await(
        "the snapshot is there",
        () ->
            api.get(OpenStackApi.VOLUME, path)
                .path("snapshot")
                .path("status")
                .asString()
                .equals("available"));
    String copy =
        ONLY_VOLUME + "  copy: { provider: cloud, size: 2Gi, snapshot: " + snapshot + " }\n";
    apply(copy);
    assertEquals(snapshot, volume("store-copy").path("snapshot_id").asString());
    paas.run("state", "rm", "--auto-approve", "volumes.copy").succeeded();
    paas.run("import", "volumes.copy", volume("store-copy").path("id").asString()).succeeded();
    assertNothingToDo();
    api.call("DELETE", OpenStackApi.VOLUME, path, "");
    OpenStackApi.await(
        "the snapshot is gone", () -> api.get(OpenStackApi.VOLUME, path).isMissingNode());
    apply(copy.replace(", snapshot: " + snapshot, ""));
    assertNothingToDo();

    write("vms:\n  other: { provider: cloud, image: debian-12-x86_64, size: tiny }\n");
    Paas other = new Paas(Files.createDirectory(paas.folder().resolve("other")), environment());
    Files.writeString(
        other.folder().resolve("platform.yaml"),
        Files.readString(paas.folder().resolve("platform.yaml"))
            .replace("name: store", "name: pub"));
    other.run("apply", "--auto-approve").succeeded();
    try {
      attach(id, serverId("pub-other"));
      String inUse = failsToApply("");
      assertTrue(inUse.contains("pub-other"), inUse);
      detach(id, serverId("pub-other"));
    } finally {
      other.run("destroy", "--auto-approve").succeeded();
    }
    apply("");
    assertEquals(0, api.volumes("store-").size());
  }
}

package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.cloud.ec2.FakeEc2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volumes and the machine that has them on what speaks like EC2. */
@Timeout(900)
final class AmazonVolumesTest {
  private static final String HEAD =
      """
      apiVersion: paas/v1
      name: store
      providers:
        amazon: { plugin: jclouds, api: aws-ec2, region: eu-test-1, pollInterval: 100ms }
      defaults: { provider: amazon }
      """;
  private static final String PLACED =
      """
      volumes:
        data: { size: 2Gi, zone: eu-test-1c, volumeType: gp3 }
        logs: { size: 1Gi, zone: eu-test-1c }
      vms:
        db: { image: "debian-12-*", size: t3.nano, volumes: [data, logs] }
      """;

  private final FakeEc2 cloud = FakeEc2.start();
  private final Map<String, String> before = cloud.things();
  private final Paas paas;

  AmazonVolumesTest(@TempDir Path folder) {
    paas =
        new Paas(
            folder,
            Map.of(
                "AWS_ENDPOINT_URL_EC2", cloud.endpoint(),
                "AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID,
                "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void write(String sections) throws IOException {
    Files.writeString(paas.folder().resolve("platform.yaml"), HEAD + sections);
  }

  private void apply(String sections) throws Exception {
    write(sections);
    paas.run("apply", "--auto-approve").succeeded();
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  private List<String> ids(String prefix) {
    return cloud.things().keySet().stream()
        .filter(id -> id.startsWith(prefix) && !before.containsKey(id))
        .toList();
  }

  private void assertAttached(String machine) {
    for (String volume : ids("vol-")) {
      String told = String.valueOf(cloud.things().get(volume));
      assertTrue(told.contains(machine + " /dev/sd"), told);
      assertTrue(told.endsWith(" in-use"), told);
    }
  }

  private void assertDestroyed() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(before, cloud.things(), "what is left");
  }

  @Test
  void volumesGrowAndOutliveTheirMachine() throws Exception {
    apply(PLACED);
    List<String> volumes = ids("vol-");
    String machine = ids("i-").get(0);
    assertEquals(2, volumes.size());
    assertAttached(machine);

    apply(PLACED.replace("2Gi", "5Gi").replace("debian-12", "debian-13"));
    assertEquals(volumes, ids("vol-"), "no volume was made anew");
    String next = ids("i-").get(0);
    assertNotEquals(machine, next);
    assertAttached(next);
    assertDestroyed();
  }

  @Test
  void aKilledApplyMakesNothingTwice() throws Exception {
    write(PLACED);
    for (String prefix : List.of("vol-", "i-")) {
      Process apply = paas.start("apply", "--auto-approve");
      while (ids(prefix).isEmpty() && apply.isAlive()) {
        Thread.sleep(5);
      }
      apply.destroyForcibly().waitFor();
    }
    apply(PLACED);
    assertEquals(2, ids("vol-").size());
    assertEquals(1, ids("i-").size());
    assertAttached(ids("i-").get(0));
    assertDestroyed();
  }

  @Test
  void aMachineInAnotherZoneIsRefusedAndItsVolumesStay() throws Exception {
    apply(PLACED);
    Map<String, String> made = cloud.things();
    write(PLACED.replace("t3.nano,", "t3.nano, zone: eu-test-1a,"));
    String told = paas.run("apply", "--auto-approve").failed();
    assertTrue(told.contains("is in another zone than the machine"), told);
    assertTrue(told.contains("platform.yaml:"), told);
    assertEquals(made, cloud.things(), "nothing was touched");
    assertDestroyed();
  }
}

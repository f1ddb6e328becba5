package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private final Amazon amazon;

  AmazonVolumesTest(@TempDir Path folder) {
    amazon = new Amazon(folder);
  }

  @AfterEach
  void close() {
    amazon.close();
  }

  private void apply(String sections) throws Exception {
    amazon.write(HEAD + sections);
    amazon.apply();
  }

  private void assertAttached(String machine) {
    for (String volume : amazon.ids("vol-")) {
      String told = String.valueOf(amazon.things().get(volume));
      assertTrue(told.contains(machine + " /dev/sd"), told);
      assertTrue(told.endsWith(" in-use"), told);
    }
  }

  @Test
  void volumesGrowAndOutliveTheirMachine() throws Exception {
    apply(PLACED);
    List<String> volumes = amazon.ids("vol-");
    String machine = amazon.ids("i-").get(0);
    assertEquals(2, volumes.size());
    assertAttached(machine);

    apply(PLACED.replace("2Gi", "5Gi").replace("debian-12", "debian-13"));
    assertEquals(volumes, amazon.ids("vol-"), "no volume was made anew");
    String next = amazon.ids("i-").get(0);
    assertNotEquals(machine, next);
    assertAttached(next);
    amazon.assertDestroyed();
  }

  @Test
  void aKilledApplyMakesNothingTwice() throws Exception {
    amazon.write(HEAD + PLACED);
    amazon.applyAndKill(List.of("vol-", "i-"));
    apply(PLACED);
    assertEquals(2, amazon.ids("vol-").size());
    assertEquals(1, amazon.ids("i-").size());
    assertAttached(amazon.ids("i-").get(0));
    amazon.assertDestroyed();
  }

  @Test
  void aMachineInAnotherZoneIsRefusedAndItsVolumesStay() throws Exception {
    apply(PLACED);
    Map<String, String> made = amazon.things();
    amazon.write(HEAD + PLACED.replace("t3.nano,", "t3.nano, zone: eu-test-1a,"));
    String told = amazon.paas().run("apply", "--auto-approve").failed();
    assertTrue(told.contains("is in another zone than the machine"), told);
    assertTrue(told.contains("platform.yaml:"), told);
    assertEquals(made, amazon.things(), "nothing was touched");
    amazon.assertDestroyed();
  }
}

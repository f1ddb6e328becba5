package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.jclouds.cloud.ec2.FakeEc2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A platform in a folder, and what speaks like EC2, which it is on. */
final class Amazon implements AutoCloseable {
  private final FakeEc2 cloud = FakeEc2.start();
  private final Map<String, String> before = cloud.things();
  private final Paas paas;

  Amazon(Path folder) {
    paas =
        new Paas(
            folder,
            Map.of(
                "AWS_ENDPOINT_URL_EC2", cloud.endpoint(),
                "AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID,
                "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET));
  }

  Paas paas() {
    return paas;
  }

  /** What is there, by its id. */
  Map<String, String> things() {
    return cloud.things();
  }

  /** The ids with a beginning that were not there before. */
  List<String> ids(String prefix) {
    return things().keySet().stream()
        .filter(id -> id.startsWith(prefix) && !before.containsKey(id))
        .toList();
  }

  void write(String platform) throws IOException {
    Files.writeString(paas.folder().resolve("platform.yaml"), platform);
  }

  /** Applies, after which there is nothing to do. */
  void apply() throws Exception {
    paas.run("apply", "--auto-approve").succeeded();
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(0, plan.code(), plan.out() + plan.err());
  }

  /** Applies once for each beginning of an id, and kills that as soon as there is such a thing. */
  void applyAndKill(List<String> prefixes) throws Exception {
    for (String prefix : prefixes) {
      Process apply = paas.start("apply", "--auto-approve");
      while (ids(prefix).isEmpty() && apply.isAlive()) {
        Thread.sleep(5);
      }
      apply.destroyForcibly().waitFor();
    }
  }

  void assertDestroyed() throws Exception {
    paas.run("destroy", "--auto-approve").succeeded();
    assertEquals(before, things(), "what is left");
  }

  @Override
  public void close() {
    cloud.close();
  }
}

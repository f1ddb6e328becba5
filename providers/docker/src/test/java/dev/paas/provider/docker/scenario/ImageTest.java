package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that are built from folders. */
class ImageTest extends Scenario {
  private static final String BUILD =
      """
      {build: {context: 'app', dockerfile: 'build/Dockerfile', target: 'release',
               args: {VERSION: 'one'}, labels: {team: 'shop'}}}
      """;

  @BeforeEach
  void context() throws IOException {
    Files.createDirectories(directory.resolve("app/build"));
    Files.createDirectories(directory.resolve("app/logs"));
    write(
        "build/Dockerfile",
        """
        FROM %s AS release
        ARG VERSION
        LABEL version=$VERSION
        COPY . /app
        FROM release
        RUN touch /too-much
        """);
    write(".dockerignore", "logs\n*.tmp\n!keep.tmp\n");
    write("main.txt", "main");
    write("keep.tmp", "kept");
    write("drop.tmp", "dropped");
    write("logs/today", "noise");
  }

  @AfterEach
  void noImages() {
    for (JsonNode image : api().images()) {
      if (image.path("RepoTags").toString().contains("\"" + platform().name() + "/")) {
        api().delete("/images/" + image.path("Id").asText() + "?force=1");
      }
    }
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(
        directory.resolve("app").resolve(file), content.replace("%s", DockerEngine.BUSYBOX));
  }

  private static String ref(Managed image) {
    return image.attributes().getString("ref", "");
  }

  private Managed built() throws ProviderException {
    Managed image = platform().image("web");
    image.apply(BUILD);
    return image;
  }

  @Test
  void itIsBuiltAsAskedFor() throws Exception {
    Managed image = built();
    assertTrue(
        image.journal().output().stream().anyMatch(line -> line.contains("COPY . /app")),
        "the build's output is shown as it comes");
    assertTrue(image.journal().progress().stream().anyMatch(p -> p.startsWith("step 1 of ")));
    JsonNode labels = api().get("/images/" + ref(image) + "/json").path("Config").path("Labels");
    assertEquals("one", labels.path("version").asText());
    assertEquals("shop", labels.path("team").asText());
    assertEquals("images.web", labels.path("paas.address").asText());

    Managed service = platform().service("web");
    service.apply(service(HEALTHY).replaceFirst("image: '[^']*'", "image: '" + ref(image) + "'"));
    String files = exec("web", service.attributes(), "sh", "-c", "find /app -type f; ls /");
    assertTrue(files.contains("/app/main.txt") && files.contains("/app/keep.tmp"), files);
    assertFalse(files.contains("drop.tmp") || files.contains("logs"), files);
    assertFalse(files.contains("too-much"), "a stage after the one that is asked for");
    service.delete();
  }

  @Test
  void anUnchangedContextPlansNothing() throws Exception {
    Managed image = built();
    assertFalse(image.heal(BUILD));
    write("drop.tmp", "what is ignored");
    write("logs/tomorrow", "does not count");
    assertFalse(image.heal(BUILD));
  }

  @Test
  void aChangedContextIsAnUpdate() throws Exception {
    Managed image = built();
    String before = ref(image);
    write("main.txt", "changed");
    PlannedResource planned = image.plan(BUILD);
    assertEquals(List.of(), planned.replacements());
    assertTrue(planned.attributes().getOrNull("ref").isUnknown());
    assertTrue(image.heal(BUILD));
    assertNotEquals(before, ref(image));
    assertEquals(before, api().get("/images/" + before + "/json").path("Id").asText(), "kept");
    assertFalse(image.heal(BUILD));

    assertTrue(image.heal(BUILD.replace("one", "two")), "another argument");
    assertFalse(image.heal(BUILD.replace("one", "two")));
    assertFalse(
        api().call("GET", "/images/" + before + "/json", null).isFine(),
        "only the version before the last one is kept");
  }

  @Test
  void aFailingBuildChangesNothing() throws Exception {
    Managed image = built();
    String before = ref(image);
    write("build/Dockerfile", "FROM %s AS release\nRUN echo compiling; echo oh no >&2; exit 3\n");
    ProviderException failure = assertThrows(ProviderException.class, () -> image.apply(BUILD));
    assertTrue(failure.reason().startsWith("the build failed: "), failure.reason());
    assertTrue(failure.output().contains("compiling"), failure.output().toString());
    assertTrue(failure.output().contains("oh no"), failure.output().toString());
    assertEquals(ValuePath.of("build"), failure.path());
    assertEquals(before, ref(image));
    assertTrue(api().call("GET", "/images/" + before + "/json", null).isFine());
    assertTrue(image.refresh());
  }

  @Test
  void aContextThatChangesAfterThePlanIsNotBuilt() throws Exception {
    Managed image = platform().image("web");
    PlannedResource planned = image.plan(BUILD);
    write("main.txt", "changed meanwhile");
    ProviderException failure = assertThrows(ProviderException.class, () -> image.perform(planned));
    assertEquals("the build context changed after the plan was made", failure.reason());
  }

  @Test
  void anImageThatWasRemovedIsBuiltAnew() throws Exception {
    Managed image = built();
    api().delete("/images/" + ref(image) + "?force=1");
    assertTrue(image.heal(BUILD));
    assertFalse(image.heal(BUILD));
  }

  @Test
  void deletingLeavesNothingThatIsNotInUse() throws Exception {
    Managed image = built();
    write("main.txt", "changed");
    image.apply(BUILD);
    image.delete();
    assertFalse(
        api().images().stream()
            .anyMatch(i -> i.path("RepoTags").toString().contains(platform().name() + "/")));
  }
}

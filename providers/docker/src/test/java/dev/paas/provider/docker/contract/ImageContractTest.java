package dev.paas.provider.docker.contract;

import static dev.paas.provider.tck.Documents.attributes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.provider.tck.Samples;
import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

class ImageContractTest extends DockerContract implements World {
  private static final String SLOW = "sleep 4242";

  private static final String FULL =
      """
      {build: {context: 'full', dockerfile: 'sub/Containerfile', target: 'release',
               args: {VERSION: '%s', LEVEL: 3}, labels: {team: 'shop'}},
       noCache: true, pullBase: true, buildNetwork: 'none'}
      """;

  @BeforeEach
  void contexts() throws IOException {
    Files.createDirectories(directory.resolve("minimal"));
    Files.writeString(
        directory.resolve("minimal/Dockerfile"), "FROM scratch\nCOPY Dockerfile /a\n");
    Files.createDirectories(directory.resolve("full/sub"));
    Files.writeString(
        directory.resolve("full/sub/Containerfile"),
        """
        FROM scratch AS release
        ARG VERSION
        ARG LEVEL
        LABEL version=$VERSION level=$LEVEL
        COPY data /data
        FROM release
        COPY data /never
        """);
    Files.writeString(directory.resolve("full/data"), "data");
    Files.createDirectories(directory.resolve("broken"));
    Files.writeString(directory.resolve("broken/Dockerfile"), "FROM scratch\nCOPY nothing /a\n");
    Files.createDirectories(directory.resolve("slow"));
    Files.writeString(
        directory.resolve("slow/Dockerfile"),
        "FROM " + DockerEngine.BUSYBOX + "\nRUN " + SLOW + "\n");
  }

  @Override
  protected String type() {
    return "images";
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{build: {context: 'minimal'}}"), attributes(FULL.formatted("1")))
        .inPlace(attributes(FULL.formatted("2")))
        .failing(attributes("{build: {context: 'broken'}}"))
        .slow(attributes("{build: {context: 'slow'}, buildNetwork: 'none'}"), this::isBuilding)
        .bad(attributes("{build: {context: 'nowhere'}}"), "build")
        .bad(attributes("{build: {context: 'minimal', dockerfile: 'Nofile'}}"), "build")
        .bad(attributes("{build: {context: 'minimal', labels: {'paas.x': 'y'}}}"), "build")
        .bad(attributes("{pull: 'Not A Name'}"), "pull")
        // RegistryTest has them: they need a registry.
        .untested("pull", "registry");
  }

  private boolean isBuilding() {
    return api.get("/containers/json").toString().contains(SLOW);
  }

  @Override
  protected World world() {
    return this;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    for (JsonNode image : api.images()) {
      for (JsonNode tag : image.path("RepoTags")) {
        if (tag.asText().startsWith("tck-images/")) {
          String repository = tag.asText().substring(0, tag.asText().lastIndexOf(':'));
          String line = tag.asText() + " = " + image.path("Id").asText() + "\n";
          things.merge(repository, line, (a, b) -> a.compareTo(b) < 0 ? a + b : b + a);
        }
      }
    }
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    api.delete("/images/" + resource.id() + "?force=1");
  }

  /** An image cannot be changed, and what it is called is no attribute. */
  @Override
  public Set<String> tamper(ObservedResource resource) {
    return Set.of();
  }
}

package dev.paas.provider.docker.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.docker.harness.LocalRegistry;
import dev.paas.provider.docker.harness.Managed;
import dev.paas.provider.docker.testkit.DockerEngine;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that are pulled from a registry which asks for a login. */
class RegistryTest extends Scenario {
  private @Nullable LocalRegistry registry;
  private String name = "";

  @BeforeEach
  void push() throws Exception {
    LocalRegistry started = LocalRegistry.start(directory.resolve("registry"));
    registry = started;
    name = started.push(api(), DockerEngine.BUSYBOX, "tools/busybox:1");
  }

  @AfterEach
  void stop() throws Exception {
    for (var image : api().images()) {
      for (var tag : image.path("RepoTags")) {
        if (tag.asText().startsWith(platform().name() + "/") || tag.asText().equals(name)) {
          api().delete("/images/" + tag.asText());
        }
      }
    }
    if (registry != null) {
      registry.close();
    }
  }

  private String pull(String login) {
    return "{pull: '" + name + "'" + login + "}";
  }

  private static String login(String password) {
    return ", registry: {username: '" + LocalRegistry.USERNAME + "', password: '" + password + "'}";
  }

  @Test
  void itIsPulledWithALoginAndPinned() throws Exception {
    String config = pull(login(LocalRegistry.PASSWORD));
    Managed image = platform().image("busybox");
    image.apply(config);
    String ref = image.attributes().getString("ref", "");
    assertTrue(ref.matches("127\\.0\\.0\\.1:\\d+/tools/busybox@sha256:[0-9a-f]{64}"), ref);
    assertEquals(ref.substring(ref.indexOf('@') + 1), image.attributes().getString("digest"));
    assertFalse(image.heal(config), "a tag that may have moved plans nothing");

    Managed service = platform().service("tool");
    service.apply(service(HEALTHY).replaceFirst("image: '[^']*'", "image: '" + ref + "'"));
    assertEquals("running", service.attributes().getString("status"));
    service.delete();

    String pinned = config.replace(name, ref);
    assertTrue(image.heal(pinned), "by its digest");
    assertEquals(ref, image.attributes().getString("ref"));
    image.delete();
  }

  @Test
  void withoutALoginItIsToldSo() throws Exception {
    Managed image = platform().image("busybox");
    ProviderException failure = assertThrows(ProviderException.class, () -> image.apply(pull("")));
    assertEquals(
        name + " cannot be pulled: the registry does not give this image to us", failure.reason());
    assertEquals(ValuePath.of("pull"), failure.path());
    assertTrue(String.valueOf(failure.hint()).contains("docker login"));
  }

  @Test
  void aWrongPasswordIsToldSoAndNotShown() throws Exception {
    Managed image = platform().image("busybox");
    ProviderException failure =
        assertThrows(ProviderException.class, () -> image.apply(pull(login("wrong battery"))));
    assertTrue(failure.reason().startsWith(name + " cannot be pulled: "), failure.reason());
    assertFalse((failure.reason() + failure.detail() + failure.hint()).contains("wrong battery"));
  }

  @Test
  void anImageThatDoesNotExistIsToldSo() throws Exception {
    Managed image = platform().image("busybox");
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () ->
                image.apply(pull(login(LocalRegistry.PASSWORD)).replace("busybox:1", "busybox:9")));
    assertTrue(failure.reason().endsWith("the registry has no such image"), failure.reason());
  }

  /** As docker login writes it. */
  private void dockerLogin() throws IOException {
    String pair = LocalRegistry.USERNAME + ":" + LocalRegistry.PASSWORD;
    String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    String server = name.substring(0, name.indexOf('/'));
    Path settings = directory.resolve("docker-config/config.json");
    Files.createDirectories(directory.resolve("docker-config"));
    Files.writeString(settings, "{\"auths\":{\"" + server + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  @Test
  void theDockerCommandsLoginIsUsed() throws Exception {
    dockerLogin();
    Managed image = platform().image("busybox");
    image.apply(pull(""));
    image.delete();
  }

  @Test
  void aServicesImageIsPulledWhenItIsMissing() throws Exception {
    dockerLogin();
    Managed service = platform().service("tool");
    service.apply(service(HEALTHY).replaceFirst("image: '[^']*'", "image: '" + name + "'"));
    assertEquals("running", service.attributes().getString("status"));
    service.delete();
  }
}

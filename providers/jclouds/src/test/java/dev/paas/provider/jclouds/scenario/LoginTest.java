package dev.paas.provider.jclouds.scenario;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.OpenStack;
import dev.paas.provider.jclouds.testkit.OpenStackApi;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What a real Keystone lets in. */
@Timeout(600)
final class LoginTest {
  private final OpenStack cloud = OpenStack.shared();
  private final OpenStackApi api = new OpenStackApi(cloud);
  private final String credentials =
      "/users/"
          + api.get("identity", "/users?name=admin").path("users").path(0).path("id").asString()
          + "/application_credentials";
  private final JsonNode credential =
      api.call(
              "POST",
              "identity",
              credentials,
              "{\"application_credential\": {\"name\": \"login-test\"}}")
          .path("application_credential");

  @AfterEach
  void forget() {
    api.call("DELETE", "identity", credentials + "/" + id(), "");
  }

  private String id() {
    return credential.path("id").asString();
  }

  private String secret() {
    return credential.path("secret").asString();
  }

  private Provider open(String settings, Map<String, String> environment) throws ProviderException {
    return new JcloudsPlugin()
        .open(
            new ProviderSettings(
                "cloud",
                attributes("{endpoint: '" + cloud.endpoint() + "'" + settings + "}"),
                new PlatformIdentity("login", ""),
                Path.of("."),
                environment));
  }

  private void letsIn(String settings, Map<String, String> environment) throws ProviderException {
    try (Provider provider = open(settings, environment)) {
      assertEquals(
          1,
          provider
              .data("jclouds.size")
              .read(attributes("{name: 'tiny'}"), new Heard())
              .getLong("cpus")
              .orElse(0));
    }
  }

  @Test
  void anApplicationCredentialLetsIn() throws Exception {
    letsIn(", applicationCredential: {id: '" + id() + "', secret: '" + secret() + "'}", Map.of());
    letsIn(
        "",
        Map.of("OS_APPLICATION_CREDENTIAL_ID", id(), "OS_APPLICATION_CREDENTIAL_SECRET", secret()));
    String wrong = ", applicationCredential: {id: '" + id() + "', secret: 'wrong'}";
    ProviderException refusal =
        assertThrows(ProviderException.class, () -> letsIn(wrong, Map.of()));
    assertEquals("the cloud does not accept the credentials", refusal.reason());
  }

  @Test
  void aTokenLetsIn() throws Exception {
    letsIn(", token: '" + api.token() + "', project: 'admin'", Map.of());
    letsIn("", Map.of("OS_TOKEN", api.token(), "OS_PROJECT_NAME", "admin"));
  }

  @Test
  void oneWayInIsEnough() {
    String both = ", applicationCredential: {id: 'a', secret: 'b'}, project: 'admin'";
    ProviderException refusal = assertThrows(ProviderException.class, () -> open(both, Map.of()));
    assertEquals("project is said beside the application credential", refusal.reason());
    assertEquals(ValuePath.of("project"), refusal.path());
  }
}

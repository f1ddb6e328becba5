package dev.paas.provider.jclouds.settings;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.nova.Access;
import dev.paas.provider.jclouds.cloud.nova.Access.Login;
import dev.paas.provider.jclouds.cloud.nova.NovaCloud;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.List;

/** An OpenStack, as the settings say, or the variables that its own client reads. */
final class OpenStackSettings {
  private static final String CREDENTIAL = "applicationCredential";
  private static final String CREDENTIAL_ID = "OS_APPLICATION_CREDENTIAL_ID";
  private static final String CREDENTIAL_SECRET = "OS_APPLICATION_CREDENTIAL_SECRET";

  private OpenStackSettings() {}

  static Cloud open(Said said) throws ProviderException {
    said.refuse(Clouds.OF_EC2);
    said.refuse(Clouds.OF_OTHERS);
    String address =
        Said.endpoint(
            said.needed("endpoint", "OS_AUTH_URL"),
            "It is that of Keystone, such as https://keystone.example.com:5000/v3.");
    String endpoint = address.endsWith("/v3") ? address : address + "/v3";
    return new NovaCloud(
        switch (login(said)) {
          case PASSWORD -> user(said, endpoint);
          case APPLICATION_CREDENTIAL -> credential(said, endpoint);
          case TOKEN -> token(said, endpoint);
        });
  }

  /** What the settings say goes before the variables. */
  private static Login login(Said said) {
    if (said.configuration().has(CREDENTIAL)) {
      return Login.APPLICATION_CREDENTIAL;
    }
    if (said.configuration().has("token")) {
      return Login.TOKEN;
    }
    boolean user = said.configuration().has("user") || said.configuration().has("password");
    if (!user && said.environment().containsKey(CREDENTIAL_ID)) {
      return Login.APPLICATION_CREDENTIAL;
    }
    boolean token = said.setting("token", "OS_TOKEN") != null;
    return !user && token && said.setting("user", "OS_USERNAME") == null
        ? Login.TOKEN
        : Login.PASSWORD;
  }

  private static Access user(Said said, String endpoint) throws ProviderException {
    return access(
        said,
        Login.PASSWORD,
        endpoint,
        said.needed("user", "OS_USERNAME"),
        said.needed("password", "OS_PASSWORD"),
        said.needed("project", "OS_PROJECT_NAME"));
  }

  private static Access token(Said said, String endpoint) throws ProviderException {
    refuseBeside(said, "token", List.of("user", "password"));
    return access(
        said,
        Login.TOKEN,
        endpoint,
        "token",
        said.needed("token", "OS_TOKEN"),
        said.needed("project", "OS_PROJECT_NAME"));
  }

  private static Access credential(Said said, String endpoint) throws ProviderException {
    refuseBeside(
        said,
        "application credential",
        List.of("user", "password", "domain", "project", "projectDomain", "token"));
    Said own = new Said(said.configuration().getMap(CREDENTIAL), said.environment());
    return access(
        said,
        Login.APPLICATION_CREDENTIAL,
        endpoint,
        own.needed("id", CREDENTIAL_ID),
        own.needed("secret", CREDENTIAL_SECRET),
        "");
  }

  private static void refuseBeside(Said said, String login, List<String> keys)
      throws ProviderException {
    for (String key : keys) {
      if (said.configuration().has(key)) {
        throw ProviderException.builder(key + " is said beside the " + login)
            .detail("Whose it is, and of which project where it is a credential, is known by it.")
            .hint("Leave one of them out.")
            .path(ValuePath.of(key))
            .build();
      }
    }
  }

  private static Access access(
      Said said, Login login, String endpoint, String user, String password, String project) {
    return new Access(
        login,
        endpoint,
        said.settingOr("Default", "domain", "OS_USER_DOMAIN_NAME"),
        user,
        password,
        project,
        said.setting("projectDomain", "OS_PROJECT_DOMAIN_NAME"),
        said.setting("region", "OS_REGION_NAME"),
        said.timeout());
  }
}

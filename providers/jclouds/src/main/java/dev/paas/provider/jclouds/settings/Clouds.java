package dev.paas.provider.jclouds.settings;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.compute.Apis;
import dev.paas.provider.jclouds.cloud.compute.ComputeAccess;
import dev.paas.provider.jclouds.cloud.compute.ComputeCloud;
import dev.paas.provider.jclouds.cloud.ec2.Ec2Access;
import dev.paas.provider.jclouds.cloud.ec2.Ec2Cloud;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Clouds as they are set up: what an entry of {@code providers:} says, and where it says nothing,
 * the environment variables that the cloud's own clients read.
 */
public final class Clouds {
  private static final List<String> OF_NOVA =
      List.of("domain", "project", "projectDomain", "applicationCredential", "token");
  static final List<String> OF_EC2 = List.of("sessionToken", "imageOwners");
  static final List<String> OF_OTHERS = List.of("options");
  private static final List<String> TRUSTED = List.of("self", "amazon");

  private Clouds() {}

  /** The cloud that is meant; nobody is asked for anything yet. */
  public static Cloud open(ProviderSettings settings) throws ProviderException {
    Said said = Said.of(settings);
    return switch (said.api()) {
      case "openstack-nova" -> OpenStackSettings.open(said);
      case "aws-ec2" -> ec2(said);
      default -> other(said);
    };
  }

  /** How long to wait before something is looked at again. */
  public static Duration pollInterval(ProviderSettings settings) {
    return Said.of(settings).pollInterval();
  }

  private static Cloud other(Said said) throws ProviderException {
    said.refuse(OF_NOVA);
    said.refuse(OF_EC2);
    said.refuse(List.of("region"));
    if (!Apis.ids().contains(said.api())) {
      throw ProviderException.builder("there is no API " + said.api())
          .detail("There are: " + String.join(", ", Apis.ids()) + ".")
          .hint("Put the jar of jclouds 2.7.0 for it into the folder of the plugin.")
          .path(ValuePath.of("api"))
          .build();
    }
    Map<String, String> options = new TreeMap<>();
    said.configuration()
        .getMap("options")
        .entries()
        .forEach((key, value) -> options.put(key, String.valueOf(Value.textOf(value))));
    return new ComputeCloud(
        new ComputeAccess(
            said.api(),
            said.setting("endpoint"),
            said.setting("user"),
            said.setting("password"),
            options,
            said.timeout()));
  }

  private static Cloud ec2(Said said) throws ProviderException {
    said.refuse(OF_NOVA);
    said.refuse(OF_OTHERS);
    String region = said.needed("region", "AWS_REGION", "AWS_DEFAULT_REGION");
    String endpoint =
        said.settingOr(
            "https://ec2." + region + ".amazonaws.com",
            "endpoint",
            "AWS_ENDPOINT_URL_EC2",
            "AWS_ENDPOINT_URL");
    boolean own = said.configuration().has("user");
    List<String> owners =
        said.configuration().getList("imageOwners").values().stream()
            .map(Value::textOf)
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    return new Ec2Cloud(
        new Ec2Access(
            Said.endpoint(
                    endpoint, "It is that of EC2, such as https://ec2.eu-central-1.amazonaws.com.")
                + "/",
            region,
            said.needed("user", "AWS_ACCESS_KEY_ID"),
            said.needed("password", "AWS_SECRET_ACCESS_KEY"),
            // A token belongs to the key that it came with.
            own ? said.setting("sessionToken") : said.setting("sessionToken", "AWS_SESSION_TOKEN"),
            owners.isEmpty() ? TRUSTED : owners,
            said.timeout(),
            said.pollInterval()));
  }
}

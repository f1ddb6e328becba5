package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.cloud.Abilities;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What cannot be done by way of an API: refused where it is written, or a replacement where it is a
 * change.
 */
final class Limits {
  private final Abilities abilities;
  private final boolean firewalls;
  private final boolean addresses;

  Limits(Cloud cloud) {
    this.abilities = cloud.abilities();
    this.firewalls = cloud.firewall().isPresent();
    this.addresses = cloud.floatingAddresses().isPresent();
  }

  /** Refuses what the API knows nothing of. */
  void check(MapValue configuration) throws ProviderException {
    refuse(
        configuration, "userData", abilities.userData(), "Put it into the image, or into setup.");
    refuse(configuration, "keyPair", abilities.keyPairs(), "Put the key into the image.");
    refuse(configuration, "networks", abilities.networks(), "The cloud chooses it.");
    refuse(
        configuration,
        OwnGroup.FIREWALL,
        firewalls,
        "Make a security group by other means, and name it in securityGroups.");
    refuse(
        configuration,
        PublicAddress.ASSIGN,
        addresses || !PublicAddress.isWanted(configuration),
        "Assign one by other means; publicIp tells it.");
  }

  private void refuse(MapValue configuration, String key, boolean able, String hint)
      throws ProviderException {
    if (!able && configuration.has(key)) {
      throw ProviderException.builder(key + " cannot be said to " + abilities.api())
          .hint(hint)
          .path(ValuePath.of(key))
          .build();
    }
  }

  /** The changes that only another machine can have. */
  List<Replacement> replacements(MapValue prior, MapValue planned) {
    List<Replacement> replacements = new ArrayList<>();
    replace(replacements, prior, planned, "name", abilities.rename());
    replace(replacements, prior, planned, "labels", abilities.relabel());
    replace(replacements, prior, planned, "size", abilities.resize());
    replace(replacements, prior, planned, "cpus", abilities.resize());
    replace(replacements, prior, planned, "memory", abilities.resize());
    replace(replacements, prior, planned, "securityGroups", abilities.regroup());
    return replacements;
  }

  private void replace(
      List<Replacement> replacements, MapValue prior, MapValue planned, String key, boolean able) {
    if (!able && !prior.getOrNull(key).equals(planned.getOrNull(key))) {
      replacements.add(
          new Replacement(
              ValuePath.of(key), abilities.api() + " cannot change it of a machine that is there"));
    }
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Volumes and machines on a responder, used as the engine uses them. */
final class Ec2DiskBench implements AutoCloseable {
  final FakeEc2 ec2 = FakeEc2.start();
  private final Path folder;
  private final Provider provider;

  Ec2DiskBench(Path folder) {
    this.folder = folder;
    MapValue settings =
        Documents.attributes(
            "{api: 'aws-ec2', endpoint: '%s', region: 'eu-test-1', pollInterval: '50ms'}"
                .formatted(ec2.endpoint()));
    Map<String, String> keys =
        Map.of("AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID, "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET);
    PlatformIdentity platform = new PlatformIdentity("disks", "");
    try {
      this.provider =
          new JcloudsPlugin().open(new ProviderSettings("cloud", settings, platform, folder, keys));
    } catch (ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(String address) {
    return address.substring(0, address.indexOf('.'));
  }

  MapValue plan(String address, String configuration, @Nullable MapValue prior)
      throws ProviderException {
    MapValue said = Documents.attributes(configuration);
    return provider
        .resource(type(address))
        .plan(new PlanRequest(address, prior, said, proposed(address, said, prior), folder))
        .attributes();
  }

  private static MapValue proposed(String address, MapValue said, @Nullable MapValue prior) {
    if (type(address).equals("vms")) {
      return Proposals.machine(said.with("running", Value.of(true)), prior);
    }
    MapValue.Builder proposed = MapValue.builder();
    List.of("id", "status", "name", "volumeType", "zone")
        .forEach(name -> proposed.put(name, Value.unknown()));
    if (prior != null) {
      proposed.putAll(prior);
    }
    return proposed.putAll(said).build();
  }

  /** The check before an apply. */
  void check(String address, String configuration, @Nullable MapValue prior)
      throws ProviderException {
    MapValue planned = plan(address, configuration, prior);
    provider
        .resource(type(address))
        .preflight(new PreflightRequest(address, prior, planned, folder), new Heard());
  }

  MapValue create(String address, String configuration) throws ProviderException {
    MapValue planned = plan(address, configuration, null);
    String key = Integer.toHexString(address.hashCode()) + "-0123456789abcdef";
    return provider
        .resource(type(address))
        .create(new CreateRequest(address, key, 1, planned, folder), new Heard())
        .attributes();
  }

  MapValue update(String address, String configuration, MapValue prior) throws ProviderException {
    MapValue planned = plan(address, configuration, prior);
    return provider
        .resource(type(address))
        .update(new UpdateRequest(address, "other-key", 2, prior, planned, folder), new Heard())
        .attributes();
  }

  MapValue read(String address, MapValue recorded) throws ProviderException {
    return provider
        .resource(type(address))
        .readAll(List.of(new ReadRequest(address, recorded)), new Heard())
        .get(0)
        .orElseThrow()
        .attributes();
  }

  void delete(String address, MapValue recorded) throws ProviderException {
    provider
        .resource(type(address))
        .delete(new DeleteRequest(address, recorded, folder), new Heard());
  }

  /** How many there are of what begins so. */
  long count(String prefix) {
    return ec2.things().keySet().stream().filter(id -> id.startsWith(prefix)).count();
  }

  Disk disk(MapValue volume) {
    return ec2.disk(volume.getString("id", ""));
  }

  @Override
  public void close() {
    provider.close();
    ec2.close();
  }
}

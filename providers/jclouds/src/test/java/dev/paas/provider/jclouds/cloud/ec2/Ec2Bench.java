package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.provider.tck.Documents;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlatformIdentity;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A provider on a responder, for one type, used as the engine uses it. */
final class Ec2Bench implements AutoCloseable {
  static final String KEY = "fedcba9876543210fedcba9876543210";

  final FakeEc2 ec2 = FakeEc2.start();
  private final Path folder;
  private final Provider provider;
  private final String type;
  private final MapValue defaults;
  private final List<String> computed;

  /**
   * @param defaults what the engine fills in
   * @param computed what it does not know before something is made
   */
  Ec2Bench(Path folder, String type, String defaults, String... computed) {
    this.folder = folder;
    this.type = type;
    this.defaults = Documents.attributes(defaults);
    this.computed = List.of(computed);
    MapValue settings =
        Documents.attributes(
            "{api: 'aws-ec2', endpoint: '%s', region: 'eu-test-1', pollInterval: '50ms'}"
                .formatted(ec2.endpoint()));
    Map<String, String> keys =
        Map.of("AWS_ACCESS_KEY_ID", FakeEc2.KEY_ID, "AWS_SECRET_ACCESS_KEY", FakeEc2.SECRET);
    PlatformIdentity platform = new PlatformIdentity("bench", "");
    try {
      this.provider =
          new JcloudsPlugin().open(new ProviderSettings("cloud", settings, platform, folder, keys));
    } catch (ProviderException e) {
      throw new IllegalStateException(e);
    }
  }

  private String address() {
    return type + ".it";
  }

  MapValue plan(String configuration, @Nullable MapValue prior) throws ProviderException {
    MapValue said = Documents.attributes(configuration);
    MapValue.Builder proposed = defaults.toBuilder();
    computed.forEach(name -> proposed.put(name, Value.unknown()));
    if (prior != null) {
      proposed.putAll(prior);
    }
    defaults.keys().stream()
        .filter(name -> !said.has(name))
        .forEach(name -> proposed.put(name, defaults.getOrNull(name)));
    proposed.putAll(said);
    return provider
        .resource(type)
        .plan(new PlanRequest(address(), prior, said, proposed.build(), folder))
        .attributes();
  }

  MapValue create(String configuration) throws ProviderException {
    return create(plan(configuration, null)).attributes();
  }

  ObservedResource create(MapValue planned) throws ProviderException {
    CreateRequest request = new CreateRequest(address(), KEY, 1, planned, folder);
    return provider.resource(type).create(request, new Heard());
  }

  MapValue update(String configuration, MapValue prior) throws ProviderException {
    MapValue planned = plan(configuration, prior);
    String key = "0123456789abcdef0123456789abcdef";
    UpdateRequest request = new UpdateRequest(address(), key, 2, prior, planned, folder);
    return provider.resource(type).update(request, new Heard()).attributes();
  }

  MapValue read(MapValue recorded) throws ProviderException {
    return provider
        .resource(type)
        .read(new ReadRequest(address(), recorded), new Heard())
        .orElseThrow()
        .attributes();
  }

  MapValue taken(String id) throws ProviderException {
    return provider
        .resource(type)
        .importById(new ImportRequest(address(), id), new Heard())
        .orElseThrow()
        .attributes();
  }

  void delete(MapValue recorded) throws ProviderException {
    provider.resource(type).delete(new DeleteRequest(address(), recorded, folder), new Heard());
  }

  /** The ids of what is there that begin so. */
  Set<String> ids(String prefix) {
    Set<String> ids = new TreeSet<>(ec2.things().keySet());
    ids.removeIf(id -> !id.startsWith(prefix));
    return ids;
  }

  /** How often something was asked for. */
  long asked(String action) {
    return ec2.actions().stream().filter(action::equals).count();
  }

  @Override
  public void close() {
    provider.close();
    ec2.close();
  }
}

package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCluster;
import dev.paas.state.tck.StoreOpener;
import dev.paas.state.tck.StorePlace;
import dev.paas.state.tck.StoreProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A prefix in an etcd that others use, too. */
final class EtcdPlace implements StorePlace {
  static final PlatformIdentity SHOP = new PlatformIdentity("shop", "");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final EtcdCluster cluster;
  private final String prefix = "/place" + COUNT.incrementAndGet();

  EtcdPlace(EtcdCluster cluster) {
    this.cluster = cluster;
  }

  String prefix() {
    return prefix;
  }

  /** Settings with short leases. */
  MapValue configuration() {
    return MapValue.builder()
        .put("endpoints", Value.list(cluster.endpoints().stream().map(Value::of).toList()))
        .put("prefix", prefix)
        .put("leaseTtl", "5s")
        .build();
  }

  static StateStore open(MapValue configuration, PlatformIdentity platform) throws StateException {
    return new EtcdStateBackend()
        .open(new StateSettings(configuration, platform, Path.of("/"), Map.of()));
  }

  StateStore open() throws StateException {
    return open(SHOP);
  }

  @Override
  public StateStore open(PlatformIdentity platform) throws StateException {
    return open(configuration(), platform);
  }

  StoreProcess startProcess() throws IOException, StateException {
    return startProcess(SHOP);
  }

  @Override
  public StoreProcess startProcess(PlatformIdentity platform) throws IOException, StateException {
    return StoreProcess.start(
        Opener.class,
        List.of(
            String.join(",", cluster.endpoints()),
            prefix,
            platform.name(),
            platform.environment()));
  }

  @Override
  public String contents() throws Exception {
    return cluster
        .ctl("get", "--prefix", prefix, "--write-out", "json")
        .replaceAll("^\\{\"header\":\\{[^}]*\\}", "");
  }

  @Override
  public void forgetHistory(StateStore store) throws Exception {
    cluster.compact();
  }

  /** etcd looks for leases that have run out twice a second, and the machine may be busy. */
  @Override
  public Duration leaseExpiry() {
    return Duration.ofSeconds(20);
  }

  @Override
  public void close() {}

  /** Opens the store in another process. */
  public static final class Opener implements StoreOpener {
    @Override
    public StateStore open(List<String> arguments) throws StateException {
      MapValue configuration =
          MapValue.builder()
              .put(
                  "endpoints",
                  Value.list(
                      List.of(arguments.get(0).split(",", -1)).stream().map(Value::of).toList()))
              .put("prefix", arguments.get(1))
              .put("leaseTtl", "5s")
              .build();
      return EtcdPlace.open(
          configuration, new PlatformIdentity(arguments.get(2), arguments.get(3)));
    }
  }
}

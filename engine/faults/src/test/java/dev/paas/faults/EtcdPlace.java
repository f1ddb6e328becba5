package dev.paas.faults;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.util.concurrent.atomic.AtomicInteger;

/** A prefix in an etcd. Leases of the dead are ended as if their time had run out. */
final class EtcdPlace extends Place {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final EtcdCluster cluster;
  private final String prefix;
  private final MapValue more;

  EtcdPlace(EtcdCluster cluster) {
    this(cluster, MapValue.empty());
  }

  EtcdPlace(EtcdCluster cluster, MapValue more) {
    this(cluster, "/fire" + NUMBER.incrementAndGet(), more);
  }

  private EtcdPlace(EtcdCluster cluster, String prefix, MapValue more) {
    super("etcd");
    this.cluster = cluster;
    this.prefix = prefix;
    this.more = more;
  }

  /** The same place, reached with other settings. */
  EtcdPlace with(MapValue otherwise) {
    return new EtcdPlace(cluster, prefix, otherwise);
  }

  @Override
  MapValue settings() {
    return MapValue.builder()
        .put("endpoints", Value.list(cluster.endpoints().stream().map(Value::of).toList()))
        .put("prefix", prefix)
        .putAll(more)
        .build();
  }

  @Override
  void atDeath() {}

  @Override
  void afterDeath() throws StateException {
    try (StateStore store = open()) {
      for (LeaseInfo lease : store.leases()) {
        store.breakLease(lease.id());
      }
    }
  }
}

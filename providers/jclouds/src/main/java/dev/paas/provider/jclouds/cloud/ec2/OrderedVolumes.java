package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Volume;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The volumes that were ordered a moment ago: EC2 may not know them yet when it is asked. */
final class OrderedVolumes {
  private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Map<String, Order> orders = new ConcurrentHashMap<>();

  private record Order(Volume volume, long at) {}

  void add(Volume volume) {
    orders.put(volume.id(), new Order(volume, System.nanoTime()));
  }

  /** It was seen, or is to go. */
  void forget(String id) {
    orders.remove(id);
  }

  /** A volume that EC2 says is not there; for a while after its order it only does not know it. */
  Optional<Volume> notYetTold(String id) {
    Order order = orders.get(id);
    return order != null && System.nanoTime() - order.at() < UNKNOWN_NANOS
        ? Optional.of(order.volume())
        : Optional.empty();
  }
}

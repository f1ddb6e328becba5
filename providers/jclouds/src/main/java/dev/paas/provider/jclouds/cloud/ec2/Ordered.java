package dev.paas.provider.jclouds.cloud.ec2;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What was ordered a moment ago, by its id: EC2 may not know it yet when it is asked.
 *
 * @param <T> what it is
 */
final class Ordered<T> {
  private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Map<String, Order<T>> orders = new ConcurrentHashMap<>();

  private record Order<T>(T thing, long at) {}

  void add(String id, T thing) {
    orders.put(id, new Order<>(thing, System.nanoTime()));
  }

  /** It was seen, or is to go. */
  void forget(String id) {
    orders.remove(id);
  }

  /** Whether it was ordered and not forgotten, however long ago. */
  boolean has(String id) {
    return orders.containsKey(id);
  }

  /** What EC2 says is not there; for a while after its order it only does not know it. */
  Optional<T> notYetTold(String id) {
    Order<T> order = orders.get(id);
    return order != null && System.nanoTime() - order.at() < UNKNOWN_NANOS
        ? Optional.of(order.thing())
        : Optional.empty();
  }
}

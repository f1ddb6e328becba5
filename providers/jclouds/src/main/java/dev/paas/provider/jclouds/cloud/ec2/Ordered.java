package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The machines that were ordered a moment ago. EC2 may not know them yet when it is asked, and one
 * that it could not make is to it like one that was deleted.
 */
final class Ordered {
  private static final long UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Map<String, Order> orders = new ConcurrentHashMap<>();

  private record Order(Server server, long at) {}

  void add(Server server) {
    orders.put(server.id(), new Order(server, System.nanoTime()));
  }

  void forget(String id) {
    orders.remove(id);
  }

  /** A machine that EC2 says is not there; for a while after its order it only does not know it. */
  Optional<Server> notYetTold(String id) {
    Order order = orders.get(id);
    return order != null && System.nanoTime() - order.at() < UNKNOWN_NANOS
        ? Optional.of(order.server())
        : Optional.empty();
  }

  /** What was ordered by us, and not ended by us, and is no more, is broken. */
  Server judged(Server server) {
    if (server.phase() == Phase.SETTLED) {
      forget(server.id());
      return server;
    }
    return server.phase() == Phase.GONE && orders.containsKey(server.id())
        ? server.in(Phase.BROKEN)
        : server;
  }
}

package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.call.Patience;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.spi.provider.CallContext;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at a server again and again until it is as it shall be. Short failures are sat out. */
final class Waiting {
  private final Scope scope;
  private final CallContext context;
  private final Patience patience;
  private @Nullable Server last;

  Waiting(Scope scope, CallContext context) {
    this.scope = scope;
    this.context = context;
    this.patience = new Patience(scope);
  }

  /** What was seen last; {@code null} when nothing was. */
  @Nullable Server last() {
    return last;
  }

  /** Waits until nothing is being done with a server, or it is broken; empty when it is gone. */
  Optional<Server> untilSettled(String id) throws CloudException, InterruptedException {
    return until(id, server -> server.phase() != Phase.CHANGING);
  }

  /** Waits until a size that was confirmed is taken for confirmed. */
  Optional<Server> untilConfirmed(String id) throws CloudException, InterruptedException {
    return until(id, server -> server.phase() != Phase.CHANGING && server.phase() != Phase.RESIZED);
  }

  void untilGone(String id) throws CloudException, InterruptedException {
    until(id, server -> false);
  }

  private Optional<Server> until(String id, Predicate<Server> done)
      throws CloudException, InterruptedException {
    String said = "";
    while (true) {
      Optional<Server> server = patience.look(() -> scope.cloud().server(id));
      if (server.isEmpty() || server.get().phase() == Phase.GONE) {
        return Optional.empty();
      }
      last = server.get();
      if (done.test(server.get())) {
        return server;
      }
      if (!said.equals(server.get().status())) {
        said = server.get().status();
        context.progress(said);
      }
      patience.pause();
    }
  }
}

package dev.paas.cli;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** A process that holds the lease of a resource until its input ends. */
final class LeaseHolder {
  private LeaseHolder() {}

  public static void main(String[] arguments) throws Exception {
    TreeSet<String> names = new TreeSet<>(List.of("resources.web"));
    try (StateStore store = Preparations.openStore(Path.of(arguments[0]));
        StateLease lease =
            store.acquire(new LeaseRequest(names, "ben@desk, process 4711", Duration.ZERO))) {
      System.out.println(lease.isHeld() ? "held" : "lost");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}

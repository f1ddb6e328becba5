package dev.paas.state.etcd;

import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import java.net.URI;
import java.util.stream.Collectors;

/** The state backend {@code etcd}. */
public final class EtcdStateBackend implements StateBackendPlugin {

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public StateStore open(StateSettings settings) throws StateException {
    EtcdSettings checked = EtcdSettings.of(settings);
    Layout layout = new Layout(checked.prefix(), settings.platform());
    String location =
        "etcd at "
            + checked.endpoints().stream().map(URI::toString).collect(Collectors.joining(", "))
            + ", "
            + layout.root();
    EtcdClient client;
    try {
      client = EtcdClient.of(checked);
    } catch (EtcdFailure failure) {
      throw Failures.of(failure, location, "Connecting to");
    }
    Connection connection = new Connection(client, checked, location);
    EtcdStateStore store = new EtcdStateStore(connection, layout, settings.platform());
    boolean usable = false;
    try {
      store.check();
      usable = true;
      return store;
    } finally {
      if (!usable) {
        store.close();
      }
    }
  }
}

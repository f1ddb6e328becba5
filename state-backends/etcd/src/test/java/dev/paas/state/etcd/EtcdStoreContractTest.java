package dev.paas.state.etcd;

import dev.paas.state.etcd.testkit.EtcdCluster;
import dev.paas.state.tck.StateStoreContract;
import dev.paas.state.tck.StorePlace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on a real etcd. */
class EtcdStoreContractTest extends StateStoreContract {
  private static @Nullable EtcdCluster cluster;

  @BeforeAll
  static void startEtcd() throws Exception {
    cluster = EtcdCluster.start();
  }

  @AfterAll
  static void stopEtcd() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  protected StorePlace newPlace() {
    if (cluster == null) {
      throw new IllegalStateException("etcd has not been started");
    }
    return new EtcdPlace(cluster);
  }
}

package dev.paas.state.etcd;

import static dev.paas.state.etcd.Calls.assertFails;
import static dev.paas.state.etcd.Calls.done;
import static dev.paas.state.etcd.Calls.lease;
import static dev.paas.state.etcd.Calls.put;
import static dev.paas.state.etcd.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.state.StateWatch;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.etcd.testkit.EtcdCertificates;
import dev.paas.state.etcd.testkit.EtcdCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that asks for users or certificates, or that is full. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusalsTest {
  private static final MapValue HASTY =
      MapValue.builder().put("connect", "2s").put("request", "10s").put("outage", "20s").build();

  private static StateStore open(EtcdPlace place, Map<String, Value> more) throws StateException {
    MapValue settings = place.configuration().with("timeouts", HASTY);
    for (Map.Entry<String, Value> each : more.entrySet()) {
      settings = settings.with(each.getKey(), each.getValue());
    }
    return EtcdPlace.open(settings, EtcdPlace.SHOP);
  }

  private static Map<String, Value> user(String name, String password) {
    return Map.of("username", Value.of(name), "password", Value.of(password));
  }

  @Test
  void usersNeedTheirPasswordAndTheRight() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start()) {
      EtcdPlace place = new EtcdPlace(cluster);
      assertFails(Kind.INVALID_SETTINGS, () -> open(place, user("ann", "secret")));

      cluster.askForUsers(place.prefix());

      StateException wrong = assertFails(Kind.UNAVAILABLE, () -> open(place, user("ann", "wrong")));
      assertTrue(wrong.reason().contains("password"), wrong.reason());
      assertFalse(
          (wrong.reason() + wrong.detail() + wrong.hint()).contains("wrong"),
          "the password is told");
      StateException nobody = assertFails(Kind.UNAVAILABLE, () -> open(place, Map.of()));
      assertTrue(nobody.reason().contains("user"), nobody.reason());
      assertFails(Kind.READ_ONLY, () -> open(place, user("eve", "secret")));
      try (StateStore store = open(place, user("ann", "secret"));
          StateLease lease = lease(store, Duration.ZERO, "a");
          StateWatch watch = store.watch("", store.read("").revision())) {
        done(store.commit(StateCommit.builder().under(lease).put("k", new byte[3]).build()));
        assertEquals(1, watch.poll(Duration.ofSeconds(30)).changes().size());
      }
      try (StateStore store = open(place, user("bob", "secret"))) {
        assertEquals(1, store.read("").entries().size());
        StateException refusal =
            assertFails(Kind.READ_ONLY, () -> lease(store, Duration.ZERO, "a"));
        assertTrue(String.valueOf(refusal.hint()).contains("grant-permission"), refusal.hint());
        assertFails(Kind.READ_ONLY, () -> put(store, "k", "2"));
      }
    }
  }

  @Test
  void aFullDatabaseIsToldAndNothingIsLost() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.start("--quota-backend-bytes", "4194304")) {
      EtcdPlace place = new EtcdPlace(cluster);
      int written = 0;
      try (StateStore store = open(place, Map.of());
          StateLease lease = lease(store, Duration.ZERO, "a")) {
        StateException full = null;
        while (full == null) {
          StateCommit commit =
              StateCommit.builder().under(lease).put("k" + written, new byte[200_000]).build();
          try {
            done(store.commit(commit));
            written++;
          } catch (StateException e) {
            full = e;
          }
        }
        assertEquals(Kind.FULL, full.kind(), full::reason);
        assertTrue(String.valueOf(full.hint()).contains("alarm disarm"), full.hint());
        assertFails(Kind.FULL, () -> put(store, "later", "1"));
        assertEquals(written, store.read("k").entries().size());
        assertTrue(lease.isHeld(), "what is held can be given up");
      }
      assertTrue(written > 5);
      assertFails(
          Kind.FULL,
          () -> {
            try (StateStore store = open(place, Map.of())) {
              assertEquals(List.of(), store.leases());
              lease(store, Duration.ZERO, "b").close();
            }
          });
    }
  }

  @Test
  void certificatesAreChecked(@TempDir Path folder) throws Exception {
    EtcdCertificates certificates = EtcdCertificates.in(folder);
    try (EtcdCluster cluster = EtcdCluster.start(certificates.serverOptions())) {
      EtcdPlace place = new EtcdPlace(cluster);
      try (StateStore store = open(place, tls(folder, "ca", "client"))) {
        put(store, "a", "1");
        assertEquals(Map.of("a", "1"), texts(store, ""));
      }
      StateException wrong =
          assertFails(Kind.UNAVAILABLE, () -> open(place, tls(folder, "other-ca", "client")));
      assertTrue(wrong.reason().contains("certificate"), wrong.reason() + wrong.detail());
      assertFails(Kind.UNAVAILABLE, () -> open(place, tls(folder, "ca", "")));
      assertFails(Kind.UNAVAILABLE, () -> open(place, Map.of()));
      Map<String, Value> plain =
          Map.of(
              "endpoints",
              Value.list(
                  List.of(Value.of(cluster.endpoints().get(0).replace("https://", "http://")))));
      assertFails(Kind.UNAVAILABLE, () -> open(place, plain));
    }
  }

  private static Map<String, Value> tls(Path folder, String ca, String client) {
    MapValue tls = MapValue.builder().put("ca", folder.resolve(ca + ".pem").toString()).build();
    if (!client.isEmpty()) {
      tls =
          tls.with("cert", Value.of(folder.resolve(client + ".pem").toString()))
              .with("key", Value.of(folder.resolve(client + ".key").toString()));
    }
    return Map.of("tls", tls);
  }
}

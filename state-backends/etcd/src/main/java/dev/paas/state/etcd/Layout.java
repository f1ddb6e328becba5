package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where things are in etcd: below {@code PREFIX/PLATFORM/ENVIRONMENT/}
 *
 * <table>
 *   <caption>the keys</caption>
 *   <tr><td>{@code head}</td><td>whose state this is; written by every transaction that commits, so
 *   that its revision is that of the last one</td></tr>
 *   <tr><td>{@code data/KEY}</td><td>an entry of the store: see {@link Stored}</td></tr>
 *   <tr><td>{@code lease/ID}</td><td>a lease: see {@link LeaseValue}; dies with etcd's lease ID</td></tr>
 *   <tr><td>{@code lock/NAME}</td><td>what is leased, by which lease; dies with it, too</td></tr>
 *   <tr><td>{@code writer/ID}</td><td>the number of the last transaction of a handle: tells whether
 *   one was carried out whose answer was lost; dies with the handle</td></tr>
 * </table>
 */
final class Layout {
  private final String root;
  private final Bytes head;
  private final Bytes data;
  private final Bytes leases;
  private final Bytes locks;
  private final Bytes writers;

  Layout(String prefix, PlatformIdentity platform) {
    String environment = platform.environment().isEmpty() ? "default" : platform.environment();
    root = prefix + "/" + escape(platform.name()) + "/" + escape(environment) + "/";
    head = Bytes.of(root + "head");
    data = Bytes.of(root + "data/");
    leases = Bytes.of(root + "lease/");
    locks = Bytes.of(root + "lock/");
    writers = Bytes.of(root + "writer/");
  }

  /** A name as one part of a key. */
  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    return escaped.toString();
  }

  /** What all keys begin with. */
  String root() {
    return root;
  }

  Bytes head() {
    return head;
  }

  /** What all entries begin with. */
  Bytes data() {
    return data;
  }

  Bytes data(String key) {
    return data.plus(key);
  }

  /** The store's key of an entry. */
  String keyOf(Bytes entry) {
    return entry.text(data.size());
  }

  Bytes lease(String id) {
    return leases.plus(id);
  }

  Bytes lock(String name) {
    return locks.plus(name);
  }

  /** Leases and what is leased, in one range. */
  Request.Range leasesAndLocks() {
    return new Request.Range(leases, locks.endOfPrefix(), 0, 0, false);
  }

  /** The id of a lease, from its key; empty when the key is another. */
  String leaseOf(Bytes key) {
    return key.compareTo(leases) >= 0 && key.compareTo(leases.endOfPrefix()) < 0
        ? key.text(leases.size())
        : "";
  }

  /** The name that is leased, from its key. */
  String nameOf(Bytes lock) {
    return lock.text(locks.size());
  }

  boolean isLock(Bytes key) {
    return key.compareTo(locks) >= 0 && key.compareTo(locks.endOfPrefix()) < 0;
  }

  Bytes writer(String id) {
    return writers.plus(id);
  }
}

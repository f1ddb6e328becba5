package dev.paas.state.etcd;

import dev.paas.spi.state.StateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who leases something, as it stands at the lease and at each thing: the format (1), the lease's id
 * (8 bytes), the time in milliseconds (8 bytes), the holder.
 *
 * @param lease the lease's id in etcd
 */
record LeaseValue(long lease, Instant since, String holder) {
  private static final int FORMAT = 1;
  private static final int FIXED = 17;
  private static final int HEX = 16;

  Bytes encode() {
    byte[] text = holder.getBytes(StandardCharsets.UTF_8);
    return Bytes.of(
        ByteBuffer.allocate(FIXED + text.length)
            .put((byte) FORMAT)
            .putLong(lease)
            .putLong(since.toEpochMilli())
            .put(text)
            .array());
  }

  static LeaseValue decode(Bytes key, Bytes value) throws StateException {
    if (value.size() < FIXED || value.array()[0] < FORMAT) {
      throw Failures.corrupt(key.text(), "It is too short, or was not written by paas.");
    }
    ByteBuffer bytes = ByteBuffer.wrap(value.array());
    int format = bytes.get();
    if (format > FORMAT) {
      throw Failures.newer("the lease " + key.text(), format);
    }
    return new LeaseValue(
        bytes.getLong(), Instant.ofEpochMilli(bytes.getLong()), value.text(FIXED));
  }

  /** The lease's id as others are told it. */
  String id() {
    return id(lease);
  }

  static String id(long lease) {
    return String.format(Locale.ROOT, "%016x", lease);
  }

  /** The lease with that id; {@code null} when no lease can have it. */
  static @Nullable Long leaseOf(String id) {
    if (id.length() != HEX || !id.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return null;
    }
    long lease = Long.parseUnsignedLong(id, 16);
    return id(lease).equals(id) ? lease : null;
  }
}

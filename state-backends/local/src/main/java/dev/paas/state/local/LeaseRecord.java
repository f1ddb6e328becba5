package dev.paas.state.local;

import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** How a lease is written down: a checksum (4 bytes), a version, holder, time and names. */
final class LeaseRecord {
  private static final int VERSION = 1;

  private LeaseRecord() {}

  static ByteWriter encode(LeaseInfo lease) {
    ByteWriter out = new ByteWriter(256);
    out.putInt(0).putByte(VERSION).putText(lease.holder());
    out.putLong(lease.since().toEpochMilli());
    out.putNumber(lease.names().size());
    for (String name : lease.names()) {
      out.putText(name);
    }
    out.setInt(0, checksum(out.array(), out.size()));
    return out;
  }

  /** Reads what {@link #encode} wrote for the lease {@code id} into {@code file}. */
  static LeaseInfo decode(Path file, String id, byte[] bytes) throws StateException {
    try {
      ByteReader in = new ByteReader(bytes, 0, bytes.length);
      if (in.readInt() != checksum(bytes, bytes.length)) {
        throw new DamagedException("the checksum does not match");
      }
      int version = in.readByte();
      if (version != VERSION) {
        throw Failures.newer(file, version, VERSION);
      }
      String holder = in.readText();
      Instant since = Instant.ofEpochMilli(in.readLong());
      SortedSet<String> names = new TreeSet<>();
      for (int left = in.readLength(); left > 0; left--) {
        names.add(in.readText());
      }
      return new LeaseInfo(id, holder, since, Collections.unmodifiableSortedSet(names));
    } catch (DamagedException e) {
      throw Failures.damaged(file, e);
    }
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 4, size - 4);
    return (int) crc.getValue();
  }
}

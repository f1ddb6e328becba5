package dev.paas.state.local;

import dev.paas.spi.provider.PlatformIdentity;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first bytes of a journal: whose it is.
 *
 * <p>Magic (8 bytes), checksum (4), format version (4), length of what follows (4), generation (8),
 * lineage (16), platform name, environment. The first four stay as they are in every version to
 * come, no header is longer than {@link #MAX_SIZE}, and the checksum covers everything behind
 * itself: a version that is newer is told from one that is damaged.
 *
 * @param checksum also what the frames' checksums start from, so that no frame of another file or
 *     generation is taken for one of this
 * @param version the format's version
 * @param size how many bytes the header takes
 * @param generation how often the journal was compacted
 * @param lineage made at random when the store came into being, and kept for as long as it lives
 * @param platform the platform and environment whose state it is
 */
record JournalHeader(
    int checksum, int version, int size, long generation, UUID lineage, PlatformIdentity platform) {

  static final int VERSION = 1;

  /** The longest that a header may be. */
  static final int MAX_SIZE = 4096;

  /** How many bytes tell one journal from another: magic and checksum. */
  static final int IDENTITY_SIZE = 12;

  private static final int FIXED_SIZE = 20;

  /** Begins and ends with bytes that a transfer as text would spoil. */
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'A', 'A', 'S', '\r', '\n', 0x1a};

  /** Writes the header of a journal to {@code out}, which must be empty. */
  static JournalHeader write(
      ByteWriter out, long generation, UUID lineage, PlatformIdentity platform) {
    out.putBytes(MAGIC).putInt(0).putInt(VERSION).putInt(0);
    out.putLong(generation);
    out.putLong(lineage.getMostSignificantBits()).putLong(lineage.getLeastSignificantBits());
    out.putText(platform.name()).putText(platform.environment());
    int size = out.size();
    out.setInt(MAGIC.length + 8, size - FIXED_SIZE);
    int checksum = checksum(out.array(), size);
    out.setInt(MAGIC.length, checksum);
    return new JournalHeader(checksum, VERSION, size, generation, lineage, platform);
  }

  /**
   * Reads the header from the first {@code available} bytes of a journal. Of a newer version only
   * the checksum, version and size are meaningful.
   */
  static JournalHeader read(byte[] bytes, int available) throws DamagedException {
    if (available < FIXED_SIZE || !hasMagic(bytes)) {
      throw new DamagedException("it does not begin as a journal does");
    }
    ByteReader fixed = new ByteReader(bytes, MAGIC.length, FIXED_SIZE);
    int checksum = fixed.readInt();
    int version = fixed.readInt();
    int length = fixed.readInt();
    int size = FIXED_SIZE + length;
    if (length < 0 || size < 0 || size > available || checksum(bytes, size) != checksum) {
      throw new DamagedException("the checksum of its header does not match");
    }
    if (version > VERSION) {
      return new JournalHeader(
          checksum, version, size, 0, new UUID(0, 0), new PlatformIdentity("", ""));
    }
    ByteReader body = new ByteReader(bytes, FIXED_SIZE, size);
    return new JournalHeader(
        checksum,
        version,
        size,
        body.readLong(),
        new UUID(body.readLong(), body.readLong()),
        new PlatformIdentity(body.readText(), body.readText()));
  }

  /** Whether {@code bytes} begin as this header does. */
  boolean matches(byte[] bytes, int available) {
    return available >= IDENTITY_SIZE
        && hasMagic(bytes)
        && ByteReader.intAt(bytes, MAGIC.length) == checksum;
  }

  /**
   * Whether this is a journal of {@code wanted}. Not by {@code equals}: to link the one of a record
   * costs a fresh JVM 25 ms.
   */
  boolean belongsTo(PlatformIdentity wanted) {
    return platform.name().equals(wanted.name())
        && platform.environment().equals(wanted.environment());
  }

  /** Whether a journal with this header comes from compacting the one with {@code other}. */
  boolean succeeds(JournalHeader other) {
    return lineage.equals(other.lineage) && generation > other.generation;
  }

  private static boolean hasMagic(byte[] bytes) {
    return Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, MAGIC.length + 4, size - MAGIC.length - 4);
    return (int) crc.getValue();
  }
}

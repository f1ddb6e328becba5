package dev.paas.spi.state;

/** One key of a store with its value. */
public final class StateEntry {
  private final String key;
  private final byte[] value;
  private final long revision;

  /** Takes over {@code value}, which nobody may change any more. */
  public StateEntry(String key, byte[] value, long revision) {
    this.key = key;
    this.value = value;
    this.revision = revision;
  }

  public String key() {
    return key;
  }

  /** The value; not a copy, so do not change it. */
  public byte[] value() {
    return value;
  }

  /** The revision of the commit that last wrote this key. */
  public long revision() {
    return revision;
  }

  @Override
  public String toString() {
    return key + "@" + revision + " (" + value.length + " bytes)";
  }
}

package dev.paas.spi.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An atomic change of a store: conditions, and what to write when all of them hold. */
public final class StateCommit {
  private final Map<String, Long> expectedRevisions;
  private final List<Write> writes;
  private final @Nullable StateLease lease;

  private StateCommit(Builder builder) {
    this.expectedRevisions = Map.copyOf(builder.expectedRevisions);
    this.writes = List.copyOf(builder.writes);
    this.lease = builder.lease;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Keys that must not have moved: key to revision, 0 for "does not exist". */
  public Map<String, Long> expectedRevisions() {
    return expectedRevisions;
  }

  /** What to write, in order; each key at most once. */
  public List<Write> writes() {
    return writes;
  }

  /** The lease that must still be held, if any. */
  public @Nullable StateLease lease() {
    return lease;
  }

  /** A write to one key. */
  public static final class Write {
    private final String key;
    private final byte @Nullable [] value;

    private Write(String key, byte @Nullable [] value) {
      this.key = key;
      this.value = value;
    }

    public String key() {
      return key;
    }

    /**
     * The new value, not a copy; {@code null} deletes the key, which is fine when it is not there.
     */
    public byte @Nullable [] value() {
      return value;
    }
  }

  /** Collects the parts of a commit. */
  public static final class Builder {
    private final Map<String, Long> expectedRevisions = new TreeMap<>();
    private final Map<String, Integer> positions = new TreeMap<>();
    private final List<Write> writes = new ArrayList<>();
    private @Nullable StateLease lease;

    private Builder() {}

    /** Demands that {@code key} was last written at {@code revision}; 0: that it does not exist. */
    public Builder expect(String key, long revision) {
      expectedRevisions.put(key, revision);
      return this;
    }

    /** Demands that {@code lease} is still held. */
    public Builder under(StateLease lease) {
      this.lease = lease;
      return this;
    }

    /** Writes {@code value}, which nobody may change any more. */
    public Builder put(String key, byte[] value) {
      return add(new Write(key, value));
    }

    public Builder delete(String key) {
      return add(new Write(key, null));
    }

    private Builder add(Write write) {
      Integer position = positions.putIfAbsent(write.key(), writes.size());
      if (position == null) {
        writes.add(write);
      } else {
        writes.set(position, write);
      }
      return this;
    }

    public StateCommit build() {
      return new StateCommit(this);
    }
  }
}

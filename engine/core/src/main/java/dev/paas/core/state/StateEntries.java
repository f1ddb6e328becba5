package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state as it is stored: keys and bytes, whatever they stand for. What kinds of entries there are
 * need not be known for it to be copied.
 */
public final class StateEntries {
  private final StateRepository repository;

  StateEntries(StateRepository repository) {
    this.repository = repository;
  }

  /**
   * All entries at one revision, by key, but for what says that the state is closed.
   *
   * @throws DiagnosticException when they cannot be read
   */
  public SortedMap<String, byte[]> read() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (StateEntry entry : repository.read("").entries()) {
      if (!entry.key().equals(StateKeys.CLOSED)) {
        entries.put(entry.key(), entry.value());
      }
    }
    return entries;
  }

  /** Whose state it is. */
  public PlatformIdentity platform() {
    return repository.platform();
  }

  /**
   * What a state says of itself.
   *
   * @param format the version of the format of records
   * @param platform whose it is
   * @param lineage tells it from any other
   * @param revision the number of the last change
   */
  public record Header(int format, PlatformIdentity platform, String lineage, long revision) {
    /** Whether this version of paas knows the format. */
    public boolean isKnown() {
      return format <= StateMeta.FORMAT;
    }
  }

  /**
   * What entries say of the state that they are; {@code null} when they are of none: it was never
   * applied.
   *
   * @throws IllegalArgumentException when that is damaged
   */
  public @Nullable Header header(SortedMap<String, byte[]> entries) {
    byte[] meta = entries.get(StateKeys.META);
    if (meta == null) {
      return null;
    }
    try {
      StateMeta decoded = repository.decodeMeta(meta);
      byte[] revision = entries.get(StateKeys.REVISION);
      return new Header(
          decoded.format(),
          new PlatformIdentity(decoded.platform(), decoded.environment()),
          decoded.lineage(),
          revision == null ? 0 : revision(revision));
    } catch (RecordCodec.Damaged | ClassCastException damaged) {
      throw new IllegalArgumentException("what the state says of itself is damaged", damaged);
    }
  }

  private long revision(byte[] entry) throws RecordCodec.Damaged {
    MapValue map = (MapValue) repository.codec().decodeValue(entry, StateKeys.REVISION);
    return map.getLong("last").orElse(0);
  }

  /** The key and the value with which the number of the last change is stored. */
  public SortedMap<String, byte[]> revisionEntry(long number) {
    MapValue value = MapValue.builder().put("last", number).build();
    SortedMap<String, byte[]> entry = new TreeMap<>();
    entry.put(StateKeys.REVISION, repository.codec().encode(value, StateKeys.REVISION));
    return entry;
  }

  /** Whether this version of paas knows what a key is for. */
  public static boolean isKnown(String key) {
    return StateKeys.isKnown(key);
  }

  /** The address that an entry is about; {@code null} when it is about none. */
  public static @Nullable Address address(String key) {
    try {
      return StateKeys.address(key);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /** Whether an entry is what was replaced, and is still to be deleted. */
  public static boolean isDeposed(String key) {
    return key.startsWith(StateKeys.DEPOSED);
  }

  /** Whether an entry is what is known of a resource that was made. */
  public static boolean isRecord(String key) {
    return key.startsWith(StateKeys.RECORD);
  }

  /**
   * An entry, looked into.
   *
   * @param defect what is wrong with it, as a clause; {@code null} when it can be read, and
   *     everything in it that is encrypted can be decrypted
   * @param record what it records, also of something that was replaced; {@code null} for others
   * @param intent what was begun; {@code null} for others
   */
  public record Inspected(
      @Nullable String defect, @Nullable ResourceRecord record, @Nullable Intent intent) {}

  /** Looks into an entry. */
  public Inspected inspect(String key, byte[] value) {
    try {
      RecordCodec codec = repository.codec();
      Address address = StateKeys.address(key);
      if (address == null) {
        if (key.equals(StateKeys.META)) {
          repository.decodeMeta(value);
        } else {
          codec.decodeValue(value, key);
        }
        return new Inspected(null, null, null);
      }
      return key.startsWith(StateKeys.INTENT)
          ? new Inspected(null, null, codec.decodeIntent(address, value, key))
          : new Inspected(null, codec.decodeRecord(address, value, key), null);
    } catch (RecordCodec.Damaged | IllegalArgumentException damaged) {
      return new Inspected(String.valueOf(damaged.getMessage()), null, null);
    } catch (ClassCastException other) {
      return new Inspected("it is damaged", null, null);
    } catch (DiagnosticException noKey) {
      return new Inspected(noKey.diagnostics().get(0).summary(), null, null);
    }
  }

  /** What is wrong with an entry, as {@link Inspected#defect} says. */
  public @Nullable String defect(String key, byte[] value) {
    return inspect(key, value).defect();
  }

  /**
   * Entries of another state as they are stored in this one: what is encrypted is encrypted with
   * this one's key.
   *
   * @throws IllegalArgumentException when one of them cannot be decrypted; the message names it
   */
  public SortedMap<String, byte[]> sealedAnew(
      SortedMap<String, byte[]> entries, StateEntries origin) {
    SortedMap<String, byte[]> sealed = new TreeMap<>();
    for (var entry : entries.entrySet()) {
      sealed.put(entry.getKey(), sealedAnew(entry.getKey(), entry.getValue(), origin));
    }
    return sealed;
  }

  private byte[] sealedAnew(String key, byte[] value, StateEntries origin) {
    try {
      return repository.codec().encode(origin.repository.codec().decodeValue(value, key), key);
    } catch (RecordCodec.Damaged damaged) {
      throw new IllegalArgumentException(key + ": " + damaged.getMessage(), damaged);
    }
  }

  /** The keys of entries that are not there in both, or do not have the same content. */
  public List<String> differing(
      SortedMap<String, byte[]> entries, SortedMap<String, byte[]> others, StateEntries origin) {
    SortedMap<String, byte[]> all = new TreeMap<>(others);
    all.putAll(entries);
    List<String> differing = new ArrayList<>();
    for (String key : all.keySet()) {
      byte[] one = entries.get(key);
      byte[] other = others.get(key);
      if (one == null || other == null || !isSame(key, one, other, origin)) {
        differing.add(key);
      }
    }
    return differing;
  }

  private boolean isSame(String key, byte[] one, byte[] other, StateEntries origin) {
    try {
      return repository
          .codec()
          .decodeValue(one, key)
          .equals(origin.repository.codec().decodeValue(other, key));
    } catch (RecordCodec.Damaged damaged) {
      return false;
    }
  }
}

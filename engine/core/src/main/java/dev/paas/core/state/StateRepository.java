package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.address.Names;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Severity;
import dev.paas.core.encryption.Encryption;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.encryption.Undecryptable;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a platform's state from a store. */
public final class StateRepository {
  private final StateStore store;
  private final PlatformIdentity platform;
  private final RecordCodec codec;
  private final Keyring keys;
  private volatile @Nullable StateMeta meta;
  private volatile byte @Nullable [] salt;
  private volatile byte @Nullable [] newSalt;
  private volatile @Nullable Fingerprints fingerprints;

  /**
   * @param store the store; stays the caller's to close
   * @param platform whose state it is
   * @param keys encrypt sensitive values
   */
  public StateRepository(StateStore store, PlatformIdentity platform, Keyring keys) {
    this.store = store;
    this.platform = platform;
    this.codec = new RecordCodec(keys);
    this.keys = keys;
  }

  StateStore store() {
    return store;
  }

  RecordCodec codec() {
    return codec;
  }

  PlatformIdentity platform() {
    return platform;
  }

  /** Where the state is, for messages. */
  public String location() {
    return store.location();
  }

  /**
   * Reads everything. What somebody is at work on just now has no intent here: those are what
   * nobody finishes.
   *
   * @throws DiagnosticException when it cannot be read, or some of it is damaged: all that is found
   *     is named
   */
  public PlatformState load() {
    return load(new Names());
  }

  /**
   * The same.
   *
   * @param known the names that the platform has, so that comparing them is no work
   */
  public PlatformState load(Names known) {
    StateSnapshot snapshot = readAll();
    Set<String> leased = Set.of();
    if (hasIntent(snapshot)) {
      leased = leased();
      snapshot = readAll();
      leased.addAll(leased());
    }
    int room = snapshot.entries().size() * 2;
    Map<Address, ResourceRecord> records = new LinkedHashMap<>(room);
    List<ResourceRecord> deposed = new ArrayList<>();
    Map<Address, Intent> intents = new TreeMap<>();
    Set<Address> underWay = new TreeSet<>();
    Map<String, Long> revisions = new HashMap<>(room);
    List<Diagnostic> damaged = new ArrayList<>();
    SharedNames shared = new SharedNames(room, known);
    Set<Move> moves = new TreeSet<>();
    MapValue outputs = MapValue.empty();
    long applyRevision = 0;
    closures().requireReadable(snapshot);
    readMeta(snapshot);
    for (StateEntry entry : snapshot.entries()) {
      String key = entry.key();
      revisions.put(key, entry.revision());
      try {
        if (key.startsWith(StateKeys.RECORD)) {
          Address address = shared.address(key.substring(StateKeys.RECORD.length()));
          records.put(address, codec.decodeRecord(address, entry.value(), key, shared));
        } else if (key.startsWith(StateKeys.INTENT)) {
          Address address = Address.parse(key.substring(StateKeys.INTENT.length()));
          if (leased.contains(address.toString())) {
            underWay.add(address);
          } else {
            intents.put(address, codec.decodeIntent(address, entry.value(), key));
          }
        } else if (key.startsWith(StateKeys.DEPOSED)) {
          int slash = key.lastIndexOf('/');
          Address address = Address.parse(key.substring(StateKeys.DEPOSED.length(), slash));
          deposed.add(codec.decodeRecord(address, entry.value(), key, shared));
        } else if (key.startsWith(StateKeys.MOVED)) {
          moves.add(move(codec.decodeValue(entry.value(), key)));
        } else if (key.equals(StateKeys.OUTPUTS)) {
          outputs = (MapValue) codec.decodeValue(entry.value(), key);
        } else if (key.equals(StateKeys.SALT)) {
          salt = entry.value();
        } else if (key.equals(StateKeys.REVISION)) {
          applyRevision = number(codec.decodeValue(entry.value(), key));
        }
      } catch (RecordCodec.Damaged unreadable) {
        if (unreadable.ofKey() != null) {
          throw new DiagnosticException(List.of(damaged(key, unreadable)));
        }
        damaged.add(damaged(key, unreadable));
      } catch (IllegalArgumentException invalid) {
        damaged.add(damaged(key, "it is damaged"));
      }
    }
    if (!damaged.isEmpty()) {
      throw new DiagnosticException(damaged);
    }
    StateMeta found = meta;
    return new PlatformState(
        snapshot.revision(),
        applyRevision,
        found == null ? "" : found.lineage(),
        records,
        deposed,
        intents,
        underWay,
        outputs,
        moves,
        Set.of(),
        revisions);
  }

  private static Move move(Value value) {
    MapValue map = (MapValue) value;
    return new Move(
        Address.parse(map.getString("from", "")), Address.parse(map.getString("to", "")));
  }

  private static boolean hasIntent(StateSnapshot snapshot) {
    for (StateEntry entry : snapshot.entries()) {
      if (entry.key().startsWith(StateKeys.INTENT)) {
        return true;
      }
    }
    return false;
  }

  /** The addresses that somebody is at work on. */
  private Set<String> leased() {
    Set<String> names = new HashSet<>();
    leases().forEach(lease -> names.addAll(lease.names()));
    return names;
  }

  /**
   * The leases that are held now, the oldest first.
   *
   * @throws DiagnosticException when they cannot be read
   */
  public List<LeaseInfo> leases() {
    try {
      return store.leases();
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  /**
   * Ends a lease of whomever; who held it cannot write any more.
   *
   * @return whether there was one with that id
   * @throws DiagnosticException when it cannot be ended
   */
  public boolean breakLease(String id) {
    try {
      return store.breakLease(id);
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  /** Whether, and why, the state is closed. */
  public Closures closures() {
    return new Closures(this);
  }

  /** All entries as they are stored. */
  public StateEntries entries() {
    return new StateEntries(this);
  }

  StateSnapshot read(String prefix) {
    try {
      return store.read(prefix);
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  /** Everything but the history, which no plan needs. */
  StateSnapshot readAll() {
    try {
      return store.readWithout(StateKeys.HISTORY);
    } catch (StateException failure) {
      throw StateDiagnostics.exception(failure);
    }
  }

  /** What is remembered of the platform's changes. */
  public HistoryLog history() {
    return new HistoryLog(this);
  }

  private static long number(Value value) {
    return ((MapValue) value).getLong("last").orElse(0);
  }

  /** What is said of an entry that cannot be read. */
  Diagnostic damaged(String key, RecordCodec.Damaged why) {
    Undecryptable.Reason ofKey = why.ofKey();
    if (ofKey != null) {
      return KeyProblems.unreadable(key, why, ofKey, store.location());
    }
    if (why.isNewer()) {
      return Diagnostic.error(
              Problem.STATE_NEWER_VERSION, key + " was written by a newer version of paas")
          .detail("In " + store.location() + ": " + why.getMessage() + ". Nothing was changed.")
          .hint("Use that newer version.")
          .build();
    }
    return damaged(key, String.valueOf(why.getMessage()));
  }

  private Diagnostic damaged(String key, String why) {
    return Diagnostic.error(Problem.STATE_CORRUPT, "cannot read " + key + " in the state")
        .detail("In " + store.location() + ": " + why + ".")
        .hint("Nothing was changed. Restore the state from a copy.")
        .build();
  }

  private void readMeta(StateSnapshot snapshot) {
    for (StateEntry entry : snapshot.entries()) {
      if (entry.key().equals(StateKeys.META)) {
        try {
          meta = checked(decodeMeta(entry.value()));
        } catch (RecordCodec.Damaged damaged) {
          throw new DiagnosticException(List.of(damaged(entry.key(), damaged)));
        }
        return;
      }
    }
  }

  StateMeta decodeMeta(byte[] entry) throws RecordCodec.Damaged {
    MapValue map = (MapValue) codec.decodeValue(entry, StateKeys.META);
    return new StateMeta(
        (int) map.getLong("format").orElse(0),
        map.getString("platform", ""),
        map.getString("environment", ""),
        map.getString("lineage", ""));
  }

  private StateMeta checked(StateMeta found) {
    if (found.format() > StateMeta.FORMAT) {
      throw Diagnostic.error(
              Problem.STATE_NEWER_VERSION, "the state was written by a newer version of paas")
          .detail(
              "It has the format "
                  + found.format()
                  + ", this version knows formats up to "
                  + StateMeta.FORMAT
                  + ": "
                  + store.location()
                  + ".")
          .hint("Use that newer version.")
          .toException();
    }
    if (!found.platform().equals(platform.name())
        || !found.environment().equals(platform.environment())) {
      throw Diagnostic.error(
              Problem.STATE_SETTINGS, "the state belongs to another platform, " + found.platform())
          .detail("It is in " + store.location() + ".")
          .hint("Give this platform a place of its own for its state.")
          .toException();
    }
    return found;
  }

  /** Keyed hashes for this state; before the first apply, with a salt that it will get. */
  public synchronized Fingerprints fingerprints() {
    Fingerprints made = fingerprints;
    if (made == null) {
      made = new Fingerprints(decodedSalt());
      fingerprints = made;
    }
    return made;
  }

  private byte[] decodedSalt() {
    byte[] entry = salt;
    if (entry == null) {
      return newSalt();
    }
    try {
      String hex = Value.textOf(codec.decodeValue(entry, StateKeys.SALT));
      return HexFormat.of().parseHex(hex == null ? "" : hex);
    } catch (RecordCodec.Damaged damaged) {
      throw new DiagnosticException(List.of(damaged(StateKeys.SALT, damaged)));
    }
  }

  /** Hashes that were made before somebody else began this state are of no use. */
  private synchronized void saltIs(byte[] entry) {
    if (!Arrays.equals(salt, entry)) {
      salt = entry;
      fingerprints = null;
    }
  }

  private byte[] newSalt() {
    byte[] made = newSalt;
    if (made == null) {
      made = Encryption.newKey();
      newSalt = made;
    }
    return made;
  }

  /**
   * Looks whether the key that would be written with is the one that the state is encrypted with,
   * also when that was changed since anything was read.
   *
   * @throws DiagnosticException when it is not, or there is none
   */
  void requireKey() {
    byte[] entry = null;
    for (StateEntry stored : read(StateKeys.SALT).entries()) {
      entry = stored.value();
    }
    if (entry == null) {
      keys.forWriting();
      return;
    }
    try {
      String id = codec.keyOf(entry);
      switch (keys.standing(id)) {
        case CURRENT -> {}
        case OLD ->
            throw new DiagnosticException(
                List.of(
                    KeyProblems.notRenewed(Severity.ERROR, id, keys.origin(), store.location())));
        case UNKNOWN -> {}
      }
      codec.decodeValue(entry, StateKeys.SALT);
      saltIs(entry);
    } catch (RecordCodec.Damaged damaged) {
      throw new DiagnosticException(List.of(damaged(StateKeys.SALT, damaged)));
    }
  }

  /**
   * What to tell of a change of keys that is under way, after {@link #load}; {@code null} when
   * there is nothing to tell.
   */
  public @Nullable Diagnostic keyWarning() {
    byte[] entry = salt;
    if (entry == null || !keys.hasOldKeys()) {
      return null;
    }
    try {
      String id = codec.keyOf(entry);
      return keys.standing(id) == Keyring.Standing.OLD
          ? KeyProblems.notRenewed(Severity.WARNING, id, keys.origin(), store.location())
          : null;
    } catch (RecordCodec.Damaged damaged) {
      throw new DiagnosticException(List.of(damaged(StateKeys.SALT, damaged)));
    }
  }

  Keyring keys() {
    return keys;
  }

  /** Begins a state: what its first commit writes beside everything else. */
  synchronized void begin(StateCommit.Builder commit) {
    byte[] lineage = Arrays.copyOf(Encryption.newKey(), 16);
    StateMeta made =
        new StateMeta(
            StateMeta.FORMAT,
            platform.name(),
            platform.environment(),
            HexFormat.of().formatHex(lineage));
    commit.expect(StateKeys.META, 0).put(StateKeys.META, encode(made));
    Value secret = Value.of(HexFormat.of().formatHex(newSalt())).asSensitive();
    byte[] entry = codec.encode(secret, StateKeys.SALT);
    commit.put(StateKeys.SALT, entry);
    salt = entry;
    meta = made;
  }

  private byte[] encode(StateMeta description) {
    MapValue map =
        MapValue.builder()
            .put("format", description.format())
            .put("platform", description.platform())
            .put("environment", description.environment())
            .put("lineage", description.lineage())
            .build();
    return codec.encode(map, StateKeys.META);
  }
}

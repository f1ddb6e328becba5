package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A platform's state as it was at one revision of the store.
 *
 * @param storeRevision the store's revision
 * @param applyRevision the number of the last apply; 0 when there was none
 * @param lineage tells this state from any other; empty when there is none yet
 * @param records what was made, by address
 * @param deposed what was replaced and is still to be deleted
 * @param intents what was begun and not finished, by address
 * @param underWay addresses that have an intent of somebody who holds a lease on them: whether he
 *     finishes it is not known, so nothing is planned from it
 * @param outputs the outputs: name to a map of {@code value} and {@code description}
 * @param movesDone entries of {@code moved} that are not to be carried out again while they are in
 *     the file, because there may be something new where they began
 * @param upgraded addresses whose records are stored in the form of an older plugin still
 * @param revisions at which revision of the store each key was last written
 */
public record PlatformState(
    long storeRevision,
    long applyRevision,
    String lineage,
    Map<Address, ResourceRecord> records,
    List<ResourceRecord> deposed,
    Map<Address, Intent> intents,
    Set<Address> underWay,
    MapValue outputs,
    Set<Move> movesDone,
    Set<Address> upgraded,
    Map<String, Long> revisions) {

  public PlatformState {
    records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
    deposed = List.copyOf(deposed);
    intents = Collections.unmodifiableMap(new LinkedHashMap<>(intents));
    underWay = Collections.unmodifiableSet(new TreeSet<>(underWay));
    movesDone = Collections.unmodifiableSet(new TreeSet<>(movesDone));
    upgraded = Collections.unmodifiableSet(new TreeSet<>(upgraded));
    revisions = Map.copyOf(revisions);
  }

  /** The state of a platform that was never applied. */
  public static final PlatformState EMPTY =
      new PlatformState(
          0,
          0,
          "",
          Map.of(),
          List.of(),
          Map.of(),
          Set.of(),
          MapValue.empty(),
          Set.of(),
          Set.of(),
          Map.of());

  /** What is recorded at an address; {@code null} when nothing is. */
  public @Nullable ResourceRecord record(Address address) {
    return records.get(address);
  }

  /** At which revision of the store the record of an address was last written; 0 without one. */
  public long recordRevision(Address address) {
    return revisions.getOrDefault(StateKeys.record(address), 0L);
  }
}

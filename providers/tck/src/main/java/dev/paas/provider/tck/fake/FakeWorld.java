package dev.paas.provider.tck.fake;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reality in which fake providers make things. It outlives them: hand the same world to the
 * {@link FakePlugin} of the next run. All methods may be called from several threads.
 */
public final class FakeWorld {
  private final Map<String, FakeThing> things = new LinkedHashMap<>();
  private final Map<String, Value> lookups = new TreeMap<>();
  private final CallLog log = new CallLog();
  private int ids;
  private int openProviders;

  /** Everything that exists, in the order of creation. */
  public synchronized List<FakeThing> things() {
    return List.copyOf(things.values());
  }

  /** What has the identifier {@code id}. */
  public synchronized Optional<FakeThing> thing(String id) {
    return Optional.ofNullable(things.get(id));
  }

  /** What was made last for {@code address} and still exists. */
  public Optional<FakeThing> at(String address) {
    return last(thing -> thing.address().equals(address));
  }

  /**
   * Addresses for which several things exist, and keys with which several things were made, as
   * {@code resources.web: t1, t4}. Empty is as it should be when an apply is over.
   */
  public synchronized List<String> duplicates() {
    Map<String, List<String>> ids = new TreeMap<>();
    for (FakeThing thing : things.values()) {
      String owner = thing.platform() + " " + thing.provider() + " ";
      ids.computeIfAbsent(owner + thing.address(), unused -> new ArrayList<>()).add(thing.id());
      ids.computeIfAbsent("key " + thing.key(), unused -> new ArrayList<>()).add(thing.id());
    }
    List<String> duplicates = new ArrayList<>();
    ids.forEach(
        (what, several) -> {
          if (several.size() > 1) {
            duplicates.add(what + ": " + String.join(", ", several));
          }
        });
    return duplicates;
  }

  /**
   * Changes an attribute behind the providers' back; the null value removes it.
   *
   * @throws IllegalArgumentException when nothing has that identifier
   */
  public synchronized void tamper(String id, String attribute, Value value) {
    MapValue attributes = existing(id).attributes();
    things.put(
        id,
        existing(id)
            .with(
                value.isNull()
                    ? attributes.without(attribute)
                    : attributes.with(attribute, value)));
  }

  /**
   * Removes something behind the providers' back.
   *
   * @throws IllegalArgumentException when nothing has that identifier
   */
  public synchronized void remove(String id) {
    things.remove(existing(id).id());
  }

  private FakeThing existing(String id) {
    FakeThing thing = things.get(id);
    if (thing == null) {
      throw new IllegalArgumentException("there is no " + id + " in the world");
    }
    return thing;
  }

  /** What the look-up {@code fake.lookup} finds under {@code name} from now on. */
  public synchronized void putLookup(String name, Value value) {
    lookups.put(name, value);
  }

  synchronized @Nullable Value lookup(String name) {
    return lookups.get(name);
  }

  /** All calls so far, in the order in which they began. */
  public List<FakeCall> calls() {
    return log.calls();
  }

  /** The calls of one kind so far, in the order in which they began. */
  public List<FakeCall> calls(Operation operation) {
    return calls().stream().filter(call -> call.operation() == operation).toList();
  }

  /**
   * The calls that change something, as {@code CREATE resources.web}, in the order in which they
   * began.
   */
  public List<String> changes() {
    return calls().stream().filter(FakeWorld::changes).map(FakeCall::toString).toList();
  }

  private static boolean changes(FakeCall call) {
    return switch (call.operation()) {
      case CREATE, UPDATE, DELETE -> true;
      case OPEN, PLAN, PREFLIGHT, READ, READ_ALL, FIND, IMPORT, LOOKUP -> false;
    };
  }

  /** How many calls of one kind were under way at the same time at most. */
  public int mostAtOnce(Operation operation) {
    int most = 0;
    List<FakeCall> ofKind = calls(operation);
    for (FakeCall call : ofKind) {
      int beside = 0;
      for (FakeCall other : ofKind) {
        boolean over = other.ended() != 0 && other.ended() < call.began();
        beside += other.began() <= call.began() && !over ? 1 : 0;
      }
      most = Math.max(most, beside);
    }
    return most;
  }

  /** How many providers have been opened and not closed. */
  public synchronized int openProviders() {
    return openProviders;
  }

  /** Forgets the calls so far, not what they made. */
  public void forgetCalls() {
    log.forgetCalls();
  }

  /** Says what shall happen in some calls. */
  public FakeRule on(Operation operation) {
    return log.add(new FakeRule(operation));
  }

  /** Forgets what was said with {@link #on}. */
  public void forgetRules() {
    log.forgetRules();
  }

  CallLog log() {
    return log;
  }

  synchronized void opened() {
    openProviders++;
  }

  synchronized void closed() {
    openProviders--;
  }

  /** What was made last of all that is as {@code wanted}. */
  synchronized Optional<FakeThing> last(Predicate<FakeThing> wanted) {
    return things.values().stream().filter(wanted).reduce((earlier, later) -> later);
  }

  /** Makes something, unless there is something with its key: then gives that. */
  synchronized FakeThing makeOnce(FakeThing wanted, Function<String, MapValue> attributesOf) {
    for (FakeThing thing : things.values()) {
      if (thing.key().equals(wanted.key()) && thing.platform().equals(wanted.platform())) {
        return thing;
      }
    }
    ids++;
    FakeThing made = wanted.made("t" + ids, attributesOf.apply("t" + ids));
    things.put(made.id(), made);
    return made;
  }

  /** Puts something changed in the place of what it was. */
  synchronized void put(FakeThing thing) {
    things.put(thing.id(), thing);
  }

  synchronized void delete(FakeThing thing) {
    things.remove(thing.id());
  }
}

package dev.paas.core.state;

import dev.paas.core.address.Address;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys under which a platform's state is kept. */
final class StateKeys {
  static final String META = "meta";

  /** The secret of the keyed hashes. */
  static final String SALT = "salt";

  static final String REVISION = "revision";
  static final String OUTPUTS = "outputs";
  static final String RECORD = "record/";
  static final String DEPOSED = "deposed/";
  static final String INTENT = "intent/";

  /** Entries of {@code moved} that are done. */
  static final String MOVED = "moved/";

  /** Everything that {@link HistoryLog} reads, and a plan does not. */
  static final String HISTORY = "history/";

  /** A revision each: nothing in it is sealed. */
  static final String HISTORY_REVISION = HISTORY + "revision/";

  /** What a revision did, resource by resource, packed, in parts. Nothing in it is sealed. */
  static final String HISTORY_DETAIL = HISTORY + "detail/";

  /**
   * The texts of configurations, packed, in parts, each under the keyed hash of its content. Every
   * part is sealed as a whole: files may have anything in them, and there are the values of
   * sensitive variables.
   */
  static final String HISTORY_CONTENT = HISTORY + "content/";

  /** That nobody may begin anything: a {@link Closure}. */
  static final String CLOSED = "closed";

  private StateKeys() {}

  static String historyRevision(long number) {
    return HISTORY_REVISION + String.format(Locale.ROOT, "%08d", number);
  }

  /** What the keys of a revision's details begin with. */
  static String historyDetail(long number) {
    return HISTORY_DETAIL + String.format(Locale.ROOT, "%08d/", number);
  }

  /** What the keys of a content's parts begin with. */
  static String historyContent(String id) {
    return HISTORY_CONTENT + id + "/";
  }

  static String part(String prefix, int number) {
    return prefix + String.format(Locale.ROOT, "%04d", number);
  }

  /** Whether a key is one of these; what closes a state is not. */
  static boolean isKnown(String key) {
    return Set.of(META, SALT, REVISION, OUTPUTS).contains(key)
        || Stream.of(RECORD, DEPOSED, INTENT, MOVED, HISTORY).anyMatch(key::startsWith);
  }

  /**
   * The address of what a record, an intent, or something replaced is about; {@code null} for other
   * keys.
   *
   * @throws IllegalArgumentException when there is no address where it should be
   */
  static @Nullable Address address(String key) {
    if (key.startsWith(RECORD)) {
      return Address.parse(key.substring(RECORD.length()));
    }
    if (key.startsWith(INTENT)) {
      return Address.parse(key.substring(INTENT.length()));
    }
    return key.startsWith(DEPOSED)
        ? Address.parse(
            key.substring(DEPOSED.length(), Math.max(DEPOSED.length(), key.lastIndexOf('/'))))
        : null;
  }

  static String record(Address address) {
    return RECORD + address;
  }

  static String moved(Move move) {
    return MOVED + move.from() + " " + move.to();
  }

  static String intent(Address address) {
    return INTENT + address;
  }

  /** What was replaced and is still to be deleted: told apart by the key it was made with. */
  static String deposed(Address address, String idempotencyKey) {
    return DEPOSED + address + "/" + idempotencyKey;
  }
}

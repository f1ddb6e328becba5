package dev.paas.core.state;

import dev.paas.core.address.Address;

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

  /** That nobody may begin anything: a {@link Closure}. */
  static final String CLOSED = "closed";

  private StateKeys() {}

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

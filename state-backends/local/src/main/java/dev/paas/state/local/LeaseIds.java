package dev.paas.state.local;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The ids of leases: a random text that stands for this process, and a number.
 *
 * <p>It matters whether a lease is one of this very process, because on POSIX to open and close the
 * file that it holds a lock on would give that lock up. The last id is kept in a system property,
 * which is the same one for every class loader that this class is loaded by.
 */
final class LeaseIds {
  private static final String PROPERTY =
      "dev.paas.state.local.lease." + ProcessHandle.current().pid();

  private LeaseIds() {}

  /** An id that no lease has or had. */
  static String next() {
    return (String) System.getProperties().compute(PROPERTY, LeaseIds::after);
  }

  /** Whether {@code id} was made by this process. */
  static boolean isOwn(String id) {
    String last = System.getProperty(PROPERTY);
    return last != null && id.startsWith(last.substring(0, last.indexOf('-') + 1));
  }

  private static String after(Object property, @Nullable Object last) {
    if (last == null) {
      return Long.toString(new SecureRandom().nextLong() >>> 1, 36) + "-1";
    }
    String id = (String) last;
    int dash = id.indexOf('-');
    return id.substring(0, dash + 1) + (Long.parseLong(id.substring(dash + 1)) + 1);
  }
}

package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import java.nio.charset.StandardCharsets;

/**
 * How values are stored. An entry: the commit's place in its transaction, the format (1), the
 * value. The head: the format as a digit, a space, the platform, a line feed, the environment.
 */
final class Stored {
  static final int FORMAT = 1;
  private static final int HEADER = 2;

  private Stored() {}

  static Bytes entry(byte[] value, int place) {
    byte[] stored = new byte[HEADER + value.length];
    stored[0] = (byte) place;
    stored[1] = FORMAT;
    System.arraycopy(value, 0, stored, HEADER, value.length);
    return Bytes.of(stored);
  }

  /** The entry {@code key} of the store, from what is stored. */
  static StateEntry entry(String key, Bytes stored, long modified) throws StateException {
    byte[] bytes = stored.array();
    if (bytes.length < HEADER || bytes[1] < FORMAT) {
      throw Failures.corrupt(key, "It is too short, or was not written by paas.");
    }
    if (bytes[1] > FORMAT) {
      throw Failures.newer("the entry " + key, bytes[1]);
    }
    byte[] value = new byte[bytes.length - HEADER];
    System.arraycopy(bytes, HEADER, value, 0, value.length);
    return new StateEntry(key, value, Revisions.of(modified, bytes[0] & 0xff));
  }

  static Bytes head(PlatformIdentity platform) {
    return Bytes.of(FORMAT + " " + platform.name() + "\n" + platform.environment());
  }

  /** Looks whether a head is that of {@code platform}. */
  static void requireHead(Bytes head, PlatformIdentity platform, String location)
      throws StateException {
    if (head.equals(head(platform))) {
      return;
    }
    String text = new String(head.array(), StandardCharsets.UTF_8);
    int space = text.indexOf(' ');
    int line = text.indexOf('\n');
    int format;
    try {
      format = Integer.parseInt(text.substring(0, Math.max(0, space)));
    } catch (NumberFormatException e) {
      throw Failures.corrupt("head", "It was not written by paas: " + location + ".");
    }
    if (format > FORMAT) {
      throw Failures.newer("the state in " + location, format);
    }
    if (line < space) {
      throw Failures.corrupt("head", "It does not say whose state it is: " + location + ".");
    }
    throw Failures.ofAnotherPlatform(
        location,
        new PlatformIdentity(text.substring(space + 1, line), text.substring(line + 1)),
        platform);
  }
}

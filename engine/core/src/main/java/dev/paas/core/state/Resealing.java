package dev.paas.core.state;

import dev.paas.core.encryption.Encryption;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.encryption.Undecryptable;
import dev.paas.core.json.JsonValues;
import dev.paas.core.json.JsonWriter;
import dev.paas.spi.state.StateEntry;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads whatever is sensitive in entries, and writes it with another key. It asks for nothing but
 * what {@link RecordCodec} makes of a sensitive value, so it does for entries of every kind.
 */
final class Resealing {
  private static final byte[][] MARKS = {
    RecordCodec.SENSITIVE.getBytes(StandardCharsets.US_ASCII),
    RecordCodec.CLEAR.getBytes(StandardCharsets.US_ASCII)
  };

  private final Keyring keys;
  private final SortedMap<String, Integer> found = new TreeMap<>();

  Resealing(Keyring keys) {
    this.keys = keys;
  }

  /** How many values were encrypted with which key, by its id or {@link Keyring#IN_CLEAR}. */
  SortedMap<String, Integer> found() {
    return found;
  }

  /**
   * An entry with everything sensitive in it as the keyring writes it now.
   *
   * @param id the id of the key that the keyring writes with
   * @return {@code null} when it is so already
   * @throws RecordCodec.Damaged when some of it cannot be read
   */
  byte @Nullable [] renewed(StateEntry entry, String id) throws RecordCodec.Damaged {
    Pass pass = new Pass(entry.key(), id);
    byte[] written = pass.over(entry.value());
    return pass.changed ? written : null;
  }

  /**
   * Reads everything sensitive in an entry.
   *
   * @throws RecordCodec.Damaged when some of it cannot be read
   */
  void read(StateEntry entry) throws RecordCodec.Damaged {
    new Pass(entry.key(), null).over(entry.value());
  }

  /** Carries {@link Undecryptable} through the generator. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Undecryptable why;

    Unreadable(Undecryptable why) {
      super(why);
      this.why = why;
    }
  }

  /** One entry. */
  private final class Pass {
    private final String place;
    private final @Nullable String target;
    private boolean changed;

    Pass(String place, @Nullable String target) {
      this.place = place;
      this.target = target;
    }

    byte[] over(byte[] bytes) throws RecordCodec.Damaged {
      if (!hasMark(bytes)) {
        return bytes;
      }
      try (JsonParser in = JsonValues.parser(bytes)) {
        in.nextToken();
        return JsonWriter.bytes(out -> copy(in, out));
      } catch (Unreadable unreadable) {
        throw new RecordCodec.Damaged(String.valueOf(unreadable.why.getMessage()), unreadable.why);
      } catch (tools.jackson.core.JacksonException damaged) {
        throw new RecordCodec.Damaged("it is damaged", damaged);
      }
    }

    private void copy(JsonParser in, JsonGenerator out) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        copyArrayOrScalar(in, out);
        return;
      }
      JsonToken next = in.nextToken();
      String name = next == JsonToken.PROPERTY_NAME ? in.currentName() : null;
      out.writeStartObject();
      if (RecordCodec.SENSITIVE.equals(name) || RecordCodec.CLEAR.equals(name)) {
        in.nextToken();
        sensitive(RecordCodec.CLEAR.equals(name), in, out);
        in.nextToken();
      } else {
        while (in.currentToken() != JsonToken.END_OBJECT) {
          out.writeName(in.currentName());
          in.nextToken();
          copy(in, out);
          in.nextToken();
        }
      }
      out.writeEndObject();
    }

    private void copyArrayOrScalar(JsonParser in, JsonGenerator out) {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        out.copyCurrentEventExact(in);
        return;
      }
      out.writeStartArray();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        copy(in, out);
      }
      out.writeEndArray();
    }

    private void sensitive(boolean inClear, JsonParser in, JsonGenerator out) {
      String binding =
          RecordCodec.binding(place, out.streamWriteContext().getParent().pathAsPointer());
      String sealed = inClear ? "" : in.getString();
      String id = inClear ? Keyring.IN_CLEAR : Encryption.keyIdIn(sealed);
      found.merge(id, 1, Integer::sum);
      String clear = inClear ? clear(in) : decrypted(sealed, binding);
      boolean stays = target == null || id.equals(target);
      Encryption key = stays ? null : keys.forWriting();
      changed |= !stays;
      if (stays ? inClear : key == null) {
        out.writeName(RecordCodec.CLEAR);
        out.writeRawValue(clear);
      } else {
        out.writeStringProperty(
            RecordCodec.SENSITIVE, key == null ? sealed : key.encrypt(clear, binding));
      }
    }

    private String clear(JsonParser in) {
      try {
        keys.admitClear();
      } catch (Undecryptable notAllowed) {
        throw new Unreadable(notAllowed);
      }
      return new String(JsonWriter.bytes(out -> copy(in, out)), StandardCharsets.UTF_8);
    }

    private String decrypted(String sealed, String binding) {
      try {
        return keys.decrypt(sealed, binding);
      } catch (Undecryptable unreadable) {
        throw new Unreadable(unreadable);
      }
    }
  }

  private static boolean hasMark(byte[] bytes) {
    for (byte[] mark : MARKS) {
      for (int at = 0; at <= bytes.length - mark.length; at++) {
        if (bytes[at] == '$' && startsWith(bytes, at, mark)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}

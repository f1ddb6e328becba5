package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.core.encryption.Encryption;
import dev.paas.core.encryption.Keyring;
import dev.paas.core.encryption.Undecryptable;
import dev.paas.core.json.JsonValues;
import dev.paas.core.json.JsonWriter;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/**
 * Records, intents and the like as bytes: JSON in which a sensitive value is an object with the one
 * key {@code $sensitive}, bound to its entry and its place in there; or with the one key {@code
 * $clear}, where the user allowed that. Names that begin with {@code $} get a second one, so that
 * no value of a user is ever taken for such an object.
 */
final class RecordCodec {
  static final String SENSITIVE = "$sensitive";
  static final String CLEAR = "$clear";
  private static final String UNKNOWN = "$unknown";

  /** The field of an entry that only a newer version of paas can read. */
  private static final String FORMAT = "format";

  private final Keyring keys;

  RecordCodec(Keyring keys) {
    this.keys = keys;
  }

  /** What a value is bound to that is at {@code pointer} in the entry {@code place}. */
  static String binding(String place, JsonPointer pointer) {
    return place + "\n" + pointer;
  }

  /** An entry that cannot be read. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String why, Throwable cause) {
      super(why, cause);
    }

    /** Whether a newer version of paas has written it. */
    boolean isNewer() {
      return getCause() instanceof NewerFormat;
    }

    /** What is the matter with the key; {@code null} when it is the entry. */
    Undecryptable.@Nullable Reason ofKey() {
      return getCause() instanceof Undecryptable cause
              && cause.reason() != Undecryptable.Reason.CHANGED
          ? cause.reason()
          : null;
    }
  }

  /** Why an entry cannot be read that a newer version has written. */
  private static final class NewerFormat extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final class Extensions implements JsonValues.Extensions {
    private final String place;

    Extensions(String place) {
      this.place = place;
    }

    @Override
    public String name(String name) {
      return name.startsWith("$") ? "$" + name : name;
    }

    @Override
    public void writeSensitive(SensitiveValue value, JsonGenerator json) {
      Encryption key = keys.forWriting();
      json.writeStartObject();
      if (key == null) {
        json.writeName(CLEAR);
        JsonValues.write(value.secret(), json, this);
      } else {
        String clear = JsonValues.toJson(value.secret(), this);
        JsonPointer pointer = json.streamWriteContext().getParent().pathAsPointer();
        json.writeStringProperty(SENSITIVE, key.encrypt(clear, binding(place, pointer)));
      }
      json.writeEndObject();
    }

    @Override
    public void writeUnknown(UnknownValue value, JsonGenerator json) {
      json.writeStartObject();
      json.writeStringProperty(UNKNOWN, value.expected().schemaName());
      json.writeEndObject();
    }
  }

  private final class Reader implements JsonValues.Decoder {
    private final String place;

    Reader(String place) {
      this.place = place;
    }

    @Override
    public String name(String name) {
      return name.startsWith("$$") ? name.substring(1) : name;
    }

    @Override
    public boolean isExtension(String name) {
      return name.equals(SENSITIVE) || name.equals(UNKNOWN) || name.equals(CLEAR);
    }

    @Override
    public Value extension(String name, Value content, JsonPointer pointer) {
      String text = Value.textOf(content);
      if (name.equals(UNKNOWN)) {
        return new UnknownValue(JsonValues.kind(text == null ? "unknown" : text));
      }
      try {
        if (name.equals(CLEAR)) {
          keys.admitClear();
          return content.asSensitive();
        }
        String clear = keys.decrypt(text == null ? "" : text, binding(place, pointer));
        return JsonValues.parse(clear, this).asSensitive();
      } catch (Undecryptable undecryptable) {
        throw new UndecryptableValue(undecryptable);
      }
    }
  }

  /** Carries {@link Undecryptable} through the parser. */
  private static final class UndecryptableValue extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Undecryptable why;

    UndecryptableValue(Undecryptable why) {
      super(why);
      this.why = why;
    }

    Damaged damaged() {
      return new Damaged(String.valueOf(why.getMessage()), why);
    }
  }

  byte[] encode(ResourceRecord record, String place) {
    JsonValues.Extensions extensions = new Extensions(place);
    return JsonWriter.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", record.type());
          json.writeStringProperty("provider", record.provider());
          writeUnless(json, "plugin", record.plugin(), record.provider());
          writeUnless(json, "id", record.id(), "");
          writeUnless(json, "key", record.key(), "");
          writeUnless(json, "madeFor", record.madeFor().toString(), record.address().toString());
          json.writeName("attributes");
          JsonValues.write(record.attributes(), json, extensions);
          writeAddresses(json, record.dependencies());
          writeFlags(json, record.flags());
          if (!record.replaceWhen().isNull()) {
            json.writeName("replaceWhen");
            JsonValues.write(record.replaceWhen(), json, extensions);
          }
          if (record.schemaVersion() != 1) {
            json.writeNumberProperty("schemaVersion", record.schemaVersion());
          }
          json.writeNumberProperty("revision", record.revision());
          json.writeEndObject();
        });
  }

  byte[] encode(Intent intent, String place) {
    JsonValues.Extensions extensions = new Extensions(place);
    return JsonWriter.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("operation", intent.operation().name());
          json.writeStringProperty("type", intent.type());
          json.writeStringProperty("provider", intent.provider());
          writeUnless(json, "plugin", intent.plugin(), intent.provider());
          json.writeStringProperty("key", intent.key());
          writeUnless(json, "madeFor", intent.madeFor().toString(), intent.address().toString());
          json.writeName("attributes");
          JsonValues.write(intent.planned(), json, extensions);
          writeAddresses(json, intent.dependencies());
          writeFlags(json, intent.flags());
          if (intent.schemaVersion() != 1) {
            json.writeNumberProperty("schemaVersion", intent.schemaVersion());
          }
          json.writeNumberProperty("revision", intent.revision());
          json.writeEndObject();
        });
  }

  private static void writeUnless(JsonGenerator json, String name, String value, String left) {
    if (!value.equals(left)) {
      json.writeStringProperty(name, value);
    }
  }

  private static void writeAddresses(JsonGenerator json, List<Address> addresses) {
    if (!addresses.isEmpty()) {
      json.writeName("dependencies");
      json.writeStartArray();
      for (Address address : addresses) {
        json.writeString(address.toString());
      }
      json.writeEndArray();
    }
  }

  private static void writeFlags(JsonGenerator json, ResourceRecord.Flags flags) {
    if (flags.halfMade()) {
      json.writeBooleanProperty("halfMade", true);
    }
    if (flags.protect()) {
      json.writeBooleanProperty("protect", true);
    }
    if (flags.createBeforeDestroy()) {
      json.writeBooleanProperty("createBeforeDestroy", true);
    }
    if (flags.keepOnRemove()) {
      json.writeBooleanProperty("keepOnRemove", true);
    }
  }

  /** The fields of an entry, while it is read. */
  private static final class Fields {
    String operation = "";
    String type = "";
    String provider = "";
    String plugin = "";
    String id = "";
    String key = "";
    @Nullable Address madeFor;
    MapValue attributes = MapValue.empty();
    List<Address> dependencies = List.of();
    boolean halfMade;
    boolean protect;
    boolean createBeforeDestroy;
    boolean keepOnRemove;
    Value replaceWhen = Value.nullValue();
    int schemaVersion = 1;
    long revision;
    int format = StateMeta.FORMAT;

    Address madeFor(Address otherwise) {
      Address found = madeFor;
      return found == null ? otherwise : found;
    }

    ResourceRecord.Flags flags() {
      return ResourceRecord.Flags.of(halfMade, protect, createBeforeDestroy, keepOnRemove);
    }
  }

  ResourceRecord decodeRecord(Address address, byte[] bytes, String place) throws Damaged {
    return decodeRecord(address, bytes, place, new SharedNames());
  }

  /**
   * @param shared what was read before with the same one is taken again
   */
  ResourceRecord decodeRecord(Address address, byte[] bytes, String place, SharedNames shared)
      throws Damaged {
    Fields fields = fields(bytes, place, shared);
    return new ResourceRecord(
        address,
        fields.type,
        fields.provider,
        fields.plugin.isEmpty() ? fields.provider : fields.plugin,
        fields.id,
        fields.key,
        fields.attributes,
        fields.dependencies,
        fields.flags(),
        fields.replaceWhen,
        fields.schemaVersion,
        fields.revision,
        fields.madeFor(address));
  }

  Intent decodeIntent(Address address, byte[] bytes, String place) throws Damaged {
    Fields fields = fields(bytes, place, new SharedNames());
    return new Intent(
        address,
        Intent.Operation.valueOf(fields.operation),
        fields.key,
        fields.type,
        fields.provider,
        fields.plugin.isEmpty() ? fields.provider : fields.plugin,
        fields.attributes,
        fields.dependencies,
        fields.flags(),
        fields.schemaVersion,
        fields.revision,
        fields.madeFor(address));
  }

  private Fields fields(byte[] bytes, String place, SharedNames shared) throws Damaged {
    Fields fields = new Fields();
    Reader reader = new Reader(place);
    try (JsonParser json = JsonValues.parser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not an object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        field(fields, name, json, reader, shared);
      }
      if (fields.format > StateMeta.FORMAT) {
        throw new Damaged("it has the format " + fields.format, new NewerFormat());
      }
      return fields;
    } catch (UndecryptableValue undecryptable) {
      throw undecryptable.damaged();
    } catch (tools.jackson.core.JacksonException | IllegalArgumentException damaged) {
      throw new Damaged("it is damaged", damaged);
    }
  }

  private static void field(
      Fields fields, String name, JsonParser json, Reader reader, SharedNames shared) {
    switch (name) {
      case "operation" -> fields.operation = json.getString();
      case "type" -> fields.type = shared.name(json.getString());
      case "provider" -> fields.provider = shared.name(json.getString());
      case "plugin" -> fields.plugin = shared.name(json.getString());
      case "id" -> fields.id = json.getString();
      case "key" -> fields.key = json.getString();
      case "madeFor" -> fields.madeFor = shared.address(json.getString());
      case "attributes" -> fields.attributes = (MapValue) JsonValues.read(json, reader).unwrapped();
      case "dependencies" -> fields.dependencies = addresses(json, shared);
      case "halfMade" -> fields.halfMade = json.getBooleanValue();
      case "protect" -> fields.protect = json.getBooleanValue();
      case "createBeforeDestroy" -> fields.createBeforeDestroy = json.getBooleanValue();
      case "keepOnRemove" -> fields.keepOnRemove = json.getBooleanValue();
      case "replaceWhen" -> fields.replaceWhen = JsonValues.read(json, reader);
      case "schemaVersion" -> fields.schemaVersion = json.getIntValue();
      case "revision" -> fields.revision = json.getLongValue();
      case FORMAT -> fields.format = json.getIntValue();
      default -> json.skipChildren();
    }
  }

  private static List<Address> addresses(JsonParser json, SharedNames shared) {
    List<Address> addresses = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      addresses.add(shared.address(json.getString()));
    }
    return addresses;
  }

  /** A value with whatever is sensitive in it encrypted. */
  byte[] encode(Value value, String place) {
    JsonValues.Extensions extensions = new Extensions(place);
    return JsonWriter.bytes(json -> JsonValues.write(value, json, extensions));
  }

  /**
   * The id of the key that an entry is encrypted with which is nothing but a sensitive value;
   * {@link Keyring#IN_CLEAR} when it is not encrypted.
   */
  String keyOf(byte[] bytes) throws Damaged {
    try (JsonParser json = JsonValues.parser(bytes)) {
      json.nextToken();
      json.nextToken();
      String name = json.currentName();
      json.nextToken();
      return CLEAR.equals(name) ? Keyring.IN_CLEAR : Encryption.keyIdIn(json.getString());
    } catch (tools.jackson.core.JacksonException | IllegalArgumentException damaged) {
      throw new Damaged("it is damaged", damaged);
    }
  }

  Value decodeValue(byte[] bytes, String place) throws Damaged {
    try (JsonParser json = JsonValues.parser(bytes)) {
      json.nextToken();
      return JsonValues.read(json, new Reader(place));
    } catch (UndecryptableValue undecryptable) {
      throw undecryptable.damaged();
    } catch (tools.jackson.core.JacksonException | IllegalArgumentException damaged) {
      throw new Damaged("it is damaged", damaged);
    }
  }
}

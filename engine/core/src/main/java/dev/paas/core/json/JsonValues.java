package dev.paas.core.json;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.NullValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.JsonNode;

/** Values as JSON. What JSON lacks is left to the two hooks. */
public final class JsonValues {

  /** How to write what JSON lacks. */
  public interface Extensions {
    /**
     * Writes a sensitive value: encrypted, as a mask, or not at all; never in clear by accident.
     */
    void writeSensitive(SensitiveValue value, JsonGenerator json);

    /** Writes an unknown value. */
    void writeUnknown(UnknownValue value, JsonGenerator json);

    /** How the name of a map's entry is written. */
    default String name(String name) {
      return name;
    }
  }

  /** How to read what {@link Extensions} wrote. */
  public interface Decoder {
    /** The name of a map's entry as it was. */
    String name(String name);

    /** Whether an object whose first entry has this name is what JSON lacks. */
    boolean isExtension(String name);

    /**
     * What such an object stands for.
     *
     * @param place where it is in the document
     */
    Value extension(String name, Value content, JsonPointer place);
  }

  private static final Decoder PLAIN =
      new Decoder() {
        @Override
        public String name(String name) {
          return name;
        }

        @Override
        public boolean isExtension(String name) {
          return false;
        }

        @Override
        public Value extension(String name, Value content, JsonPointer place) {
          throw new IllegalStateException("plain JSON has no extensions");
        }
      };

  /** Refuses both: for values that are known to be wholly known and not sensitive. */
  public static final Extensions NONE =
      new Extensions() {
        @Override
        public void writeSensitive(SensitiveValue value, JsonGenerator json) {
          throw new IllegalStateException("a sensitive value was about to be written in clear");
        }

        @Override
        public void writeUnknown(UnknownValue value, JsonGenerator json) {
          throw new IllegalStateException("an unknown value was about to be written");
        }
      };

  private JsonValues() {}

  /** Writes {@code value} at the generator's place. */
  public static void write(Value value, JsonGenerator json, Extensions extensions) {
    if (value instanceof StringValue string) {
      json.writeString(string.text());
    } else if (value instanceof IntegerValue number) {
      json.writeNumber(number.value());
    } else if (value instanceof BooleanValue truth) {
      json.writeBoolean(truth.value());
    } else if (value instanceof MapValue map) {
      json.writeStartObject();
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        json.writeName(extensions.name(entry.getKey()));
        write(entry.getValue(), json, extensions);
      }
      json.writeEndObject();
    } else if (value instanceof ListValue list) {
      json.writeStartArray();
      for (Value item : list.values()) {
        write(item, json, extensions);
      }
      json.writeEndArray();
    } else {
      writeRare(value, json, extensions);
    }
  }

  private static void writeRare(Value value, JsonGenerator json, Extensions extensions) {
    if (value instanceof NullValue) {
      json.writeNull();
    } else if (value instanceof DecimalValue number) {
      json.writeNumber(number.value());
    } else if (value instanceof SensitiveValue sensitive) {
      extensions.writeSensitive(sensitive, json);
    } else if (value instanceof UnknownValue unknown) {
      extensions.writeUnknown(unknown, json);
    }
  }

  /** Reads the value at the parser's current token. */
  public static Value read(JsonParser parser) {
    return read(parser, PLAIN);
  }

  /** Reads the value at the parser's current token, and what JSON lacks. */
  public static Value read(JsonParser parser, Decoder decoder) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return Value.of(parser.getString());
    }
    if (token == JsonToken.START_OBJECT) {
      return object(parser, decoder);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Value> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(parser, decoder));
      }
      return Value.list(items);
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return Value.of(parser.getLongValue());
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return Value.of(parser.getDoubleValue());
    }
    return token == JsonToken.VALUE_NULL
        ? Value.nullValue()
        : Value.of(token == JsonToken.VALUE_TRUE);
  }

  private static Value object(JsonParser parser, Decoder decoder) {
    MapValue.Builder map = MapValue.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Value value = read(parser, decoder);
      if (decoder.isExtension(name)) {
        parser.nextToken();
        return decoder.extension(name, value, parser.streamReadContext().pathAsPointer());
      }
      map.put(decoder.name(name), value);
    }
    return map.build();
  }

  /** A parser of JSON bytes. */
  public static JsonParser parser(byte[] json) {
    return JsonTrees.FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /** Writes a value as one line of JSON. */
  public static String toJson(Value value, Extensions extensions) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonTrees.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, json, extensions);
    }
    return text.toString();
  }

  /**
   * Reads one value from JSON text.
   *
   * @throws JacksonException when it is not JSON
   */
  public static Value parse(String text) {
    return parse(text, PLAIN);
  }

  /**
   * Reads one value from JSON text, and what JSON lacks.
   *
   * @throws JacksonException when it is not JSON
   */
  public static Value parse(String text, Decoder decoder) {
    try (JsonParser parser = JsonTrees.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return read(parser, decoder);
    }
  }

  /** A tree as a value. */
  public static Value of(JsonNode node) {
    if (node.isObject()) {
      MapValue.Builder map = MapValue.builder();
      node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
      return map.build();
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(of(item)));
      return Value.list(items);
    }
    if (node.isString()) {
      return Value.of(node.stringValue());
    }
    if (node.isIntegralNumber()) {
      return Value.of(node.longValue());
    }
    if (node.isNumber()) {
      return Value.of(node.doubleValue());
    }
    return node.isBoolean() ? Value.of(node.booleanValue()) : Value.nullValue();
  }

  /** The kind that a name of JSON Schema's {@code type} keyword stands for. */
  public static ValueKind kind(String schemaName) {
    for (ValueKind kind : ValueKind.values()) {
      if (kind.schemaName().equals(schemaName)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a JSON Schema type: " + schemaName);
  }
}

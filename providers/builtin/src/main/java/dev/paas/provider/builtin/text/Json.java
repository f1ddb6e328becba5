package dev.paas.provider.builtin.text;

import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.DecimalValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What goes into programs and comes out of them, as JSON. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** {@code value} as JSON, sensitive parts in clear: for the program's eyes only. */
  public static String write(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value.revealed(), json);
    }
    return text.toString();
  }

  private static void write(Value value, JsonGenerator json) {
    if (value instanceof MapValue map) {
      json.writeStartObject();
      map.entries()
          .forEach(
              (name, entry) -> {
                json.writeName(name);
                write(entry, json);
              });
      json.writeEndObject();
    } else if (value instanceof ListValue list) {
      json.writeStartArray();
      list.values().forEach(item -> write(item, json));
      json.writeEndArray();
    } else if (value instanceof StringValue string) {
      json.writeString(string.text());
    } else if (value instanceof IntegerValue number) {
      json.writeNumber(number.value());
    } else if (value instanceof DecimalValue number) {
      json.writeNumber(number.value());
    } else if (value instanceof BooleanValue truth) {
      json.writeBoolean(truth.value());
    } else {
      json.writeNull();
    }
  }

  /** The JSON object that {@code text} is; {@code null} when it is something else. */
  public static @Nullable MapValue object(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return null;
    }
    return value(text) instanceof MapValue map ? map : null;
  }

  /** What {@code text} is as JSON; {@code null} when it is not JSON. */
  public static @Nullable Value value(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() == null) {
        return null;
      }
      Value value = read(json);
      return json.nextToken() == null ? value : null;
    } catch (JacksonException | ArithmeticException | IllegalArgumentException notJson) {
      return null;
    }
  }

  private static Value read(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      MapValue.Builder map = MapValue.builder();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, read(json));
      }
      return map.build();
    }
    if (token == JsonToken.START_ARRAY) {
      List<Value> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(json));
      }
      return Value.list(items);
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return Value.of(json.getBigIntegerValue().longValueExact());
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return Value.of(json.getDoubleValue());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return Value.of(token == JsonToken.VALUE_TRUE);
    }
    return token == JsonToken.VALUE_STRING ? Value.of(json.getString()) : Value.nullValue();
  }
}

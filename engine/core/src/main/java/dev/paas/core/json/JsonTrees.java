package dev.paas.core.json;

import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON into Jackson's trees. */
public final class JsonTrees {
  /** One factory for all: it caches names and buffers. */
  static final JsonFactory FACTORY = new JsonFactory();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTrees() {}

  /**
   * Reads one JSON value.
   *
   * @throws JacksonException when it is not JSON
   */
  public static JsonNode parse(InputStream json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return node(parser);
    }
  }

  private static JsonNode node(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      ObjectNode object = NODES.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.set(name, node(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode array = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(node(parser));
      }
      return array;
    }
    return scalar(parser, token);
  }

  private static JsonNode scalar(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      return NODES.stringNode(parser.getString());
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return NODES.numberNode(parser.getLongValue());
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return NODES.numberNode(parser.getDoubleValue());
    }
    return token == JsonToken.VALUE_NULL
        ? NODES.nullNode()
        : NODES.booleanNode(token == JsonToken.VALUE_TRUE);
  }
}

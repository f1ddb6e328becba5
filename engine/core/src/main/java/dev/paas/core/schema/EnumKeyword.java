package dev.paas.core.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.EnumValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code enum} of <a
 * href="https://json-schema.org/draft/2020-12/json-schema-validation#name-enum">JSON Schema</a>, as
 * the library checks it, which is asked only for what is none of the texts. The library writes all
 * values as JSON beforehand, and for that loads what takes a tenth of a small plan's time.
 */
final class EnumKeyword extends AbstractKeyword {
  EnumKeyword() {
    super("enum");
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode values, Schema parent, SchemaContext context) {
    return new Validator(this, location, values, parent, context);
  }

  private static final class Validator extends BaseKeywordValidator {
    private final Set<String> texts = new HashSet<>();

    Validator(
        Keyword keyword,
        SchemaLocation location,
        JsonNode values,
        Schema parent,
        SchemaContext context) {
      super(keyword, values, location, parent, context);
      for (JsonNode value : values) {
        if (value.isString()) {
          texts.add(value.stringValue());
        }
      }
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
      if (!value.isString() || !texts.contains(value.stringValue())) {
        new EnumValidator(schemaLocation, schemaNode, parentSchema, schemaContext)
            .validate(execution, value, root, location);
      }
    }
  }
}

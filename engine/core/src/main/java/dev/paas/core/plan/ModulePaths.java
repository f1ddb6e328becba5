package dev.paas.core.plan;

import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Paths of what is read, which in a module are relative to its own folder. Providers know of no
 * modules: they get them as seen from the platform's folder.
 */
final class ModulePaths {
  private ModulePaths() {}

  /** The configuration of a resource with such paths as seen from the platform's folder. */
  static MapValue fromPlatform(ResourceDeclaration declaration, MapValue configuration) {
    String folder = declaration.module().relativeDirectory();
    return folder.isEmpty()
        ? configuration
        : map(configuration, declaration.type().attributes(), folder);
  }

  private static Value value(Value value, AttributeSchema schema, String folder) {
    if (value instanceof SensitiveValue) {
      Value bare = value(value.unwrapped(), schema, folder);
      return bare.equals(value.unwrapped()) ? value : bare.asSensitive();
    }
    if (value instanceof MapValue map) {
      return map(map, schema, folder);
    }
    AttributeSchema element = schema.element();
    if (value instanceof ListValue list && element != null) {
      List<Value> items = new ArrayList<>(list.values().size());
      list.values().forEach(item -> items.add(value(item, element, folder)));
      return Value.list(items);
    }
    return schema.is(Flag.PATH) && value instanceof StringValue path && isRelative(path.text())
        ? Value.of(Path.of(folder).resolve(path.text()).normalize().toString())
        : value;
  }

  private static MapValue map(MapValue map, AttributeSchema schema, String folder) {
    MapValue changed = map;
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      AttributeSchema property = schema.property(entry.getKey());
      if (property != null) {
        Value moved = value(entry.getValue(), property, folder);
        if (!moved.equals(entry.getValue())) {
          changed = changed.with(entry.getKey(), moved);
        }
      }
    }
    return changed;
  }

  private static boolean isRelative(String path) {
    return !path.isEmpty() && !path.startsWith("/") && !path.startsWith("~");
  }
}

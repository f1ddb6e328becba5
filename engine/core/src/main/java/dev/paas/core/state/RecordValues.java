package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Records as values, and back: for saved plans, and for people who look at the state. */
public final class RecordValues {
  private RecordValues() {}

  /** A record as a value; sensitive attributes stay wrapped. */
  public static MapValue of(ResourceRecord record) {
    List<String> dependencies = new ArrayList<>();
    record.dependencies().forEach(address -> dependencies.add(address.toString()));
    MapValue.Builder value =
        MapValue.builder()
            .put("address", record.address().toString())
            .put("type", record.type())
            .put("provider", record.provider())
            .put("plugin", record.plugin())
            .put("id", record.id())
            .put("key", record.key())
            .put("attributes", record.attributes())
            .put("dependencies", Value.strings(dependencies))
            .put("schemaVersion", record.schemaVersion())
            .put("revision", record.revision());
    if (!record.madeFor().equals(record.address())) {
      value.put("madeFor", record.madeFor().toString());
    }
    putIf(value, "halfMade", record.flags().halfMade());
    putIf(value, "protect", record.flags().protect());
    putIf(value, "createBeforeDestroy", record.flags().createBeforeDestroy());
    putIf(value, "keepOnRemove", record.flags().keepOnRemove());
    if (!record.replaceWhen().isNull()) {
      value.put("replaceWhen", record.replaceWhen());
    }
    return value.build();
  }

  private static void putIf(MapValue.Builder value, String name, boolean is) {
    if (is) {
      value.put(name, true);
    }
  }

  /**
   * The record that {@link #of} made the value of.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static ResourceRecord from(MapValue value) {
    List<Address> dependencies = new ArrayList<>();
    value
        .getList("dependencies")
        .texts()
        .forEach(address -> dependencies.add(Address.parse(address)));
    Address address = Address.parse(value.getString("address", ""));
    return new ResourceRecord(
        address,
        value.getString("type", ""),
        value.getString("provider", ""),
        value.getString("plugin", ""),
        value.getString("id", ""),
        value.getString("key", ""),
        value.getMap("attributes"),
        dependencies,
        ResourceRecord.Flags.of(
            value.getBoolean("halfMade", false),
            value.getBoolean("protect", false),
            value.getBoolean("createBeforeDestroy", false),
            value.getBoolean("keepOnRemove", false)),
        value.getOrNull("replaceWhen"),
        (int) value.getLong("schemaVersion").orElse(1),
        value.getLong("revision").orElse(0),
        value.has("madeFor") ? Address.parse(value.getString("madeFor", "")) : address);
  }
}

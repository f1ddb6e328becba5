package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import java.util.List;

/**
 * What is about to be made, changed or deleted; durable before the provider is asked to. One that
 * is there when nobody works on its address is what an interrupted apply left: the next one settles
 * it.
 *
 * @param address the resource's address
 * @param operation what was begun
 * @param key the idempotency key, which the provider puts on what it makes
 * @param type the resource's type
 * @param provider the alias of its provider
 * @param plugin the plugin behind it
 * @param planned the attributes that it was to have; write-only ones are left out
 * @param dependencies as in the record that it was to get
 * @param flags as in the record that it was to get
 * @param schemaVersion the version of the type's attributes
 * @param revision the apply that began it
 * @param madeFor the address for which it was begun, and by which its provider may look for it
 */
public record Intent(
    Address address,
    Operation operation,
    String key,
    String type,
    String provider,
    String plugin,
    MapValue planned,
    List<Address> dependencies,
    ResourceRecord.Flags flags,
    int schemaVersion,
    long revision,
    Address madeFor) {

  /** What is done. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    /** Deletes what a replacement has taken the place of. */
    DELETE_DEPOSED
  }

  public Intent {
    dependencies = List.copyOf(dependencies);
  }

  /** Of something that is begun where it will be. */
  public Intent(
      Address address,
      Operation operation,
      String key,
      String type,
      String provider,
      String plugin,
      MapValue planned,
      List<Address> dependencies,
      ResourceRecord.Flags flags,
      int schemaVersion,
      long revision) {
    this(
        address,
        operation,
        key,
        type,
        provider,
        plugin,
        planned,
        dependencies,
        flags,
        schemaVersion,
        revision,
        address);
  }

  /** This intent in the form of another version of its plugin. */
  public Intent upgraded(MapValue newPlanned, int newVersion) {
    return new Intent(
        address,
        operation,
        key,
        type,
        provider,
        plugin,
        newPlanned,
        dependencies,
        flags,
        newVersion,
        revision,
        madeFor);
  }

  /** This intent at another address. */
  Intent movedTo(Address newAddress, List<Address> newDependencies) {
    return new Intent(
        newAddress,
        operation,
        key,
        type,
        provider,
        plugin,
        planned,
        newDependencies,
        flags,
        schemaVersion,
        revision,
        madeFor);
  }
}

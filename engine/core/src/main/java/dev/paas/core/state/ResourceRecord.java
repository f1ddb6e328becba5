package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;

/**
 * What is known of a resource that was made.
 *
 * @param address its address
 * @param type its type
 * @param provider the alias of its provider
 * @param plugin the plugin behind it
 * @param id what its own system calls it
 * @param key the idempotency key it was made with
 * @param attributes its attributes; write-only ones as keyed hashes
 * @param dependencies what it directly refers to: addresses of instances, or of declarations with
 *     all their instances
 * @param flags what must be known when it has left the file
 * @param replaceWhen the values of {@code replaceWhen} when it was made
 * @param schemaVersion the version of the type's attributes
 * @param revision the apply that last wrote it
 */
public record ResourceRecord(
    Address address,
    String type,
    String provider,
    String plugin,
    String id,
    String key,
    MapValue attributes,
    List<Address> dependencies,
    Flags flags,
    Value replaceWhen,
    int schemaVersion,
    long revision) {

  /**
   * What outlives the file.
   *
   * @param halfMade whether its creation failed half-way: the next apply replaces it
   * @param protect whether it may not be destroyed
   * @param createBeforeDestroy whether its replacement is made before it is deleted
   * @param keepOnRemove whether it is only forgotten when it leaves the file
   */
  public record Flags(
      boolean halfMade, boolean protect, boolean createBeforeDestroy, boolean keepOnRemove) {
    public static final Flags NONE = new Flags(false, false, false, false);

    /** These flags with {@code halfMade} as given. */
    public Flags halfMade(boolean is) {
      return new Flags(is, protect, createBeforeDestroy, keepOnRemove);
    }
  }

  public ResourceRecord {
    dependencies = List.copyOf(dependencies);
  }

  /** This record with other attributes. */
  public ResourceRecord withAttributes(String newId, MapValue newAttributes) {
    return new ResourceRecord(
        address,
        type,
        provider,
        plugin,
        newId,
        key,
        newAttributes,
        dependencies,
        flags,
        replaceWhen,
        schemaVersion,
        revision);
  }
}

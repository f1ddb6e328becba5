package dev.paas.core.state;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param madeFor the address that it was made for: another one than {@code address} when it has
 *     been moved since. Names on its own system, and hashes of what is not kept, come from it
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
    long revision,
    Address madeFor) {

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

    /** Those; {@link #NONE} when none is set. */
    public static Flags of(
        boolean halfMade, boolean protect, boolean createBeforeDestroy, boolean keepOnRemove) {
      return halfMade || protect || createBeforeDestroy || keepOnRemove
          ? new Flags(halfMade, protect, createBeforeDestroy, keepOnRemove)
          : NONE;
    }

    /** These flags with {@code halfMade} as given. */
    public Flags halfMade(boolean is) {
      return new Flags(is, protect, createBeforeDestroy, keepOnRemove);
    }
  }

  public ResourceRecord {
    dependencies = List.copyOf(dependencies);
  }

  /** Of something that is where it was made for. */
  public ResourceRecord(
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
    this(
        address,
        type,
        provider,
        plugin,
        id,
        key,
        attributes,
        dependencies,
        flags,
        replaceWhen,
        schemaVersion,
        revision,
        address);
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
        revision,
        madeFor);
  }

  /** This record with other things that only the state keeps; itself when they are the same. */
  public ResourceRecord kept(List<Address> newDependencies, Flags newFlags, Value newReplaceWhen) {
    if (newFlags.equals(flags)
        && newReplaceWhen.equals(replaceWhen)
        && newDependencies.equals(dependencies)) {
      return this;
    }
    return new ResourceRecord(
        address,
        type,
        provider,
        plugin,
        id,
        key,
        attributes,
        newDependencies,
        newFlags,
        newReplaceWhen,
        schemaVersion,
        revision,
        madeFor);
  }

  /** This record in the form of another version of its plugin. */
  public ResourceRecord upgraded(MapValue newAttributes, int newVersion) {
    return new ResourceRecord(
        address,
        type,
        provider,
        plugin,
        id,
        key,
        newAttributes,
        dependencies,
        flags,
        replaceWhen,
        newVersion,
        revision,
        madeFor);
  }

  // Each record is compared with what it was, and most are the same object; what a record gets by
  // itself does not see that.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ResourceRecord that
            && address.equals(that.address)
            && type.equals(that.type)
            && provider.equals(that.provider)
            && plugin.equals(that.plugin)
            && id.equals(that.id)
            && key.equals(that.key)
            && attributes.equals(that.attributes)
            && dependencies.equals(that.dependencies)
            && flags.equals(that.flags)
            && replaceWhen.equals(that.replaceWhen)
            && schemaVersion == that.schemaVersion
            && revision == that.revision
            && madeFor.equals(that.madeFor));
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + key.hashCode();
  }

  /** This record at another address. */
  ResourceRecord movedTo(Address newAddress, List<Address> newDependencies) {
    return new ResourceRecord(
        newAddress,
        type,
        provider,
        plugin,
        id,
        key,
        attributes,
        newDependencies,
        flags,
        replaceWhen,
        schemaVersion,
        revision,
        madeFor);
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.spi.value.MapValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one resource.
 *
 * @param address the resource
 * @param type its type
 * @param provider the alias of its provider
 * @param action what happens
 * @param createFirst in a replacement, whether the new one is made before the old one is deleted
 * @param reasons why, the most telling first
 * @param differences the attributes that differ, in their order
 * @param before the attributes as they are; {@code null} when there is nothing
 * @param after the attributes as they shall be, unknown where only the provider can tell; {@code
 *     null} when there shall be nothing
 * @param notes what the user should know, a sentence each
 */
public record Change(
    Address address,
    String type,
    String provider,
    Action action,
    boolean createFirst,
    List<Reason> reasons,
    List<AttributeChange> differences,
    @Nullable MapValue before,
    @Nullable MapValue after,
    List<String> notes) {

  public Change {
    reasons = List.copyOf(reasons);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  Change withCreateFirst(boolean first) {
    return new Change(
        address, type, provider, action, first, reasons, differences, before, after, notes);
  }
}

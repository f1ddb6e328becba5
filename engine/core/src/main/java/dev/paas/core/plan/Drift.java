package dev.paas.core.plan;

import dev.paas.core.address.Address;
import java.util.List;

/**
 * A resource that was changed outside of the platform since it was last seen.
 *
 * @param address the resource
 * @param gone whether it is not there any more
 * @param differences the attributes that changed; empty when it is gone
 */
public record Drift(Address address, boolean gone, List<AttributeChange> differences) {

  public Drift {
    differences = List.copyOf(differences);
  }
}

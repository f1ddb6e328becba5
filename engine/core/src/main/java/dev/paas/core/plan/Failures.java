package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What could not be planned: declarations and modules. What depends on it is left out, for its
 * errors would be about that.
 */
final class Failures {
  private final Set<String> failed = new HashSet<>();

  /** A declaration or a module failed, by its address. */
  void add(String address) {
    failed.add(address);
  }

  boolean isEmpty() {
    return failed.isEmpty();
  }

  /** Whether this very declaration or module failed. */
  boolean contains(String address) {
    return failed.contains(address);
  }

  /** Whether a resource's declaration failed, or a module that it is in. */
  boolean has(Address address) {
    return !failed.isEmpty()
        && (failed.contains(address.declaration().toString()) || hasModule(address.module()));
  }

  /** Whether a module failed, or one that it is in. */
  boolean hasModule(ModulePath path) {
    for (int depth = 1; depth <= path.depth() && !failed.isEmpty(); depth++) {
      if (failed.contains(path.ancestor(depth).generalized(0).toString())) {
        return true;
      }
    }
    return false;
  }

  /** Whether any of these failed. */
  boolean hasAny(Collection<Address> needed) {
    if (failed.isEmpty()) {
      return false;
    }
    for (Address address : needed) {
      if (has(address)) {
        return true;
      }
    }
    return false;
  }
}

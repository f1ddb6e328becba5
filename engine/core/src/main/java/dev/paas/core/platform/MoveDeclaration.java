package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code moved}: something has another address than it had.
 *
 * @param scope the module in whose document it stands: it is about each instance of that
 * @param from where it was: an instance, or a declaration or a module with all its instances
 * @param fromSpan where that is written
 * @param to where it is now
 * @param toSpan where that is written
 */
public record MoveDeclaration(
    ModulePath scope, Address from, Span fromSpan, Address to, Span toSpan) {

  /** Where something is now that was at {@code address}; {@code null} when this is not about it. */
  public @Nullable Address apply(Address address) {
    // With the same module at both ends, the entry is about each of its instances, too.
    int shared = from.module().equals(to.module()) ? from.module().depth() : scope.depth();
    if (!from.module().ancestor(shared).isAbove(address.module())) {
      return null;
    }
    Address origin = from.in(rebased(from.module(), address.module(), shared));
    Address target = to.in(rebased(to.module(), address.module(), shared));
    if (!origin.covers(address)) {
      return null;
    }
    if (from.isModule()) {
      Object instance = address.module().steps().get(from.module().depth()).key();
      return isOnly(instance) ? address.moved(origin, target) : null;
    }
    boolean here = origin.module().equals(address.module());
    return here && isOnly(address.key()) ? address.moved(origin, target) : null;
  }

  private static ModulePath rebased(ModulePath path, ModulePath actual, int depth) {
    if (depth == 0) {
      return path;
    }
    List<ModulePath.Step> steps = new ArrayList<>(actual.steps().subList(0, depth));
    steps.addAll(path.steps().subList(depth, path.depth()));
    return new ModulePath(steps);
  }

  /** With a key at the new end only, an entry is about the only instance. */
  private boolean isOnly(@Nullable Object instance) {
    return from.key() != null || to.key() == null || instance == null;
  }
}

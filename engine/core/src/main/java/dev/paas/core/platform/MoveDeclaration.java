package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code moved}: something has another address than it had.
 *
 * @param from where it was: an instance, or a declaration with all its instances
 * @param fromSpan where that is written
 * @param to where it is now
 * @param toSpan where that is written
 */
public record MoveDeclaration(Address from, Span fromSpan, Address to, Span toSpan) {

  /** Where something is now that was at {@code address}; {@code null} when this is not about it. */
  public @Nullable Address apply(Address address) {
    if (from.equals(address)) {
      return to;
    }
    boolean whole = from.key() == null && to.key() == null;
    return whole && from.covers(address) ? to.instance(address.key()) : null;
  }
}

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
    if (from.isModule()) {
      return from.covers(address) && applies(instance(address)) ? address.moved(from, to) : null;
    }
    if (from.module().equals(to.module())) {
      // Written in a module, it is about each instance of the module.
      Address origin = from.in(address.module());
      return from.module().covers(address.module()) && isAbout(origin, address)
          ? to.in(address.module()).instance(to.key() == null ? key(address) : to.key())
          : null;
    }
    return isAbout(from, address) ? to.instance(to.key() == null ? key(address) : to.key()) : null;
  }

  private boolean isAbout(Address origin, Address address) {
    return origin.equals(address)
        || (from.key() == null && to.key() == null && origin.equals(address.instance(null)));
  }

  private @Nullable Object key(Address address) {
    return from.key() == null ? address.key() : null;
  }

  /** Which instance of the module that is moved an address is in. */
  private @Nullable Object instance(Address address) {
    int depth = from.module().depth();
    return address.module().depth() > depth
        ? address.module().steps().get(depth).key()
        : address.key();
  }

  /** With a key at one end only, an entry is about the only instance. */
  private boolean applies(@Nullable Object instance) {
    return from.key() != null || to.key() == null || instance == null;
  }
}

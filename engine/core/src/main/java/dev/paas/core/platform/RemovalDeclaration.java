package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;

/**
 * An entry of {@code removed}: what shall become of something that has left the file.
 *
 * @param from what: an instance, or a declaration with all its instances
 * @param span where that is written
 * @param destroy true to delete it although it is protected; false to leave it alone
 */
public record RemovalDeclaration(Address from, Span span, boolean destroy) {

  /** The error about something that is said to be removed, and is in the file. */
  public Diagnostic stillDeclared(Address address) {
    return Diagnostic.error(
            Problem.REMOVED_INVALID, address + " is removed, and is still in the file")
        .hint("Take it out of the file, or this entry.")
        .at(span)
        .build();
  }
}

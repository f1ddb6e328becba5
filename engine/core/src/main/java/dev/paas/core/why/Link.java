package dev.paas.core.why;

import dev.paas.core.diagnostic.Span;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One link in a chain of causes.
 *
 * @param kind what it is about
 * @param name what it is about by name: an address, {@code vars.version}
 * @param attribute which attribute of a resource; empty for none
 * @param note what happened, where the values do not say it; empty for nothing more
 * @param before the value before; {@code null} when it is not known, or was none
 * @param after the value now; {@code null} when there is none
 * @param hidden whether the values are hashes of what is not kept
 * @param span where it stands; {@code null} for nowhere in a file
 * @param certain whether it changed; otherwise it may be one of several others that did
 */
public record Link(
    Kind kind,
    String name,
    String attribute,
    String note,
    @Nullable Value before,
    @Nullable Value after,
    boolean hidden,
    @Nullable Span span,
    boolean certain) {

  Link withNote(String other) {
    return new Link(kind, name, attribute, other, before, after, hidden, span, certain);
  }

  Link at(Span place, String other, boolean sure) {
    return new Link(kind, name, attribute, other, before, after, hidden, place, sure);
  }

  /** What a link is about. */
  public enum Kind {
    /** An attribute of a resource. */
    RESOURCE,
    /** A line of the file. */
    FILE,
    /** A variable. */
    VARIABLE,
    /** A local. */
    LOCAL,
    /** An environment variable. */
    ENVIRONMENT,
    /** Something outside of the platform. */
    OUTSIDE
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import java.util.List;
import java.util.OptionalLong;

/**
 * What cannot be planned exactly before the rest of the plan is carried out. It is planned after
 * that, and carried out without asking again as long as it stays within what this says.
 *
 * @param address a declaration, without an instance; or a resource that has left the file
 * @param cause why
 * @param waitsFor what must be there first: the reference that is not known, or the address of
 *     something that is deferred itself; empty when it cannot be named
 * @param target the address of what can be made first with {@code --target}; empty when there is
 *     none
 * @param at where that stands, as {@code platform.yaml:3:7}; empty when it stands nowhere
 * @param atMost how many resources it is at most; empty when that is not known
 * @param changes what will happen, as far as it is known. Of deletions and replacements these are
 *     all; others may be made and changed, at most {@code atMost} in all
 */
public record Deferred(
    Address address,
    Cause cause,
    String waitsFor,
    String target,
    String at,
    OptionalLong atMost,
    List<Change> changes) {

  /** Why something is deferred. */
  public enum Cause {
    /** Its {@code count} is not known. */
    COUNT,
    /** Its {@code forEach} is not known. */
    FOR_EACH,
    /** Its {@code when} is not known. */
    WHEN,
    /** The settings of its provider are not known. */
    PROVIDER,
    /** It refers to something that is deferred. */
    REFERENCE,
    /** It has left the file, and something that is deferred still refers to it. */
    REFERRED
  }

  public Deferred {
    changes = List.copyOf(changes);
  }

  /** Why, as a clause. */
  public String text() {
    String source = waitsFor.isEmpty() ? "something" : waitsFor;
    return switch (cause) {
      case COUNT -> "`count` depends on " + source;
      case FOR_EACH -> "`forEach` depends on " + source;
      case WHEN -> "`when` depends on " + source;
      case PROVIDER -> "the settings of its provider depend on " + source;
      case REFERENCE -> "it refers to " + source;
      case REFERRED -> source + " still refers to it";
    };
  }
}

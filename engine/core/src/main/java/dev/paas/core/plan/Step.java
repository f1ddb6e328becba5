package dev.paas.core.plan;

import dev.paas.core.address.Address;
import java.util.List;

/**
 * A part of a plan's execution.
 *
 * @param id its position in the plan
 * @param kind what is done
 * @param address to which resource; for a gate, the one that it stands for
 * @param key for what had been replaced, the idempotency key it was made with; empty otherwise
 * @param after the ids of the steps that must be done before
 * @param rolling whether it takes away one of a group of which only so many may be away at a time:
 *     it is not begun any more when a step of the group has failed
 */
public record Step(
    int id, Kind kind, Address address, String key, List<Integer> after, boolean rolling) {

  /** The kinds of steps. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    /** Deletes what a replacement has taken the place of. */
    DELETE_DEPOSED,
    FORGET,
    /** A look-up is read. */
    READ,
    /** A resource without a change is waited for until it is ready, and its checks are made. */
    CHECK,
    /** Nothing is done; it stands for a resource without a change, so that order passes through. */
    GATE
  }

  public Step {
    after = List.copyOf(after);
  }

  /** One that goes on whatever becomes of other instances. */
  public Step(int id, Kind kind, Address address, String key, List<Integer> after) {
    this(id, kind, address, key, after, false);
  }

  /** All instances of its declaration, in its own instance of the module. */
  public Address group() {
    return address.instance(null);
  }

  /** Whether it changes something, or may: a resource, or what is recorded of one. */
  public boolean changes() {
    return switch (kind) {
      case CREATE, UPDATE, DELETE, DELETE_DEPOSED, FORGET, CHECK -> true;
      case READ, GATE -> false;
    };
  }

  @Override
  public String toString() {
    return kind + " " + address;
  }
}

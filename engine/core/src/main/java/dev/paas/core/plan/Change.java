package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
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
 * @param impact what it means for what runs and what is protected
 * @param imported what its own system calls it, when it existed before and is taken over; {@code
 *     null} otherwise
 * @param movedFrom the address that it has had so far; {@code null} when that is the same
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
    List<String> notes,
    Impact impact,
    @Nullable String imported,
    @Nullable Address movedFrom) {

  /**
   * What a change means beside what it changes.
   *
   * @param disruption what an update does to what runs in the resource
   * @param isProtected whether the resource is protected, or was until now
   */
  public record Impact(Disruption disruption, boolean isProtected) {
    /** Nothing more. */
    public static final Impact NONE = new Impact(Disruption.NONE, false);
  }

  public Change {
    reasons = List.copyOf(reasons);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** Of something whose address stays. */
  public Change(
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
    this(
        address,
        type,
        provider,
        action,
        createFirst,
        reasons,
        differences,
        before,
        after,
        notes,
        Impact.NONE,
        null,
        null);
  }

  Change withCreateFirst(boolean first) {
    return new Change(
        address,
        type,
        provider,
        action,
        first,
        reasons,
        differences,
        before,
        after,
        notes,
        impact,
        imported,
        movedFrom);
  }

  Change withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Change(
        address,
        type,
        provider,
        action,
        createFirst,
        reasons,
        differences,
        before,
        after,
        more,
        impact,
        imported,
        movedFrom);
  }

  /** That something is taken over, and nothing else. */
  Change onlyImported() {
    return new Change(
        address,
        type,
        provider,
        Action.IMPORT,
        false,
        List.of(),
        List.of(),
        before,
        before,
        List.of(),
        Impact.NONE,
        imported,
        null);
  }

  /** This change of something that is taken over before it happens. */
  Change imported(String id) {
    return new Change(
        address,
        type,
        provider,
        action,
        createFirst,
        reasons,
        differences,
        before,
        after,
        notes,
        impact,
        id,
        movedFrom);
  }

  /** This change of something that moves before it happens. */
  Change movedFrom(Address from) {
    boolean only =
        switch (action) {
          case NONE, RECORD -> true;
          case CREATE, UPDATE, REPLACE, DELETE, FORGET, ADOPT, IMPORT, MOVE, READ -> false;
        };
    return new Change(
        address,
        type,
        provider,
        only ? Action.MOVE : action,
        createFirst,
        reasons,
        differences,
        before,
        after,
        notes,
        impact,
        imported,
        from);
  }
}

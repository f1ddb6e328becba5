package dev.paas.core.platform;

import java.util.List;

/**
 * What the file says of things that it does not make: where they come from, and where they went.
 *
 * @param moved what has another address than it had
 * @param removed what shall become of what has left the file
 */
public record Refactorings(List<MoveDeclaration> moved, List<RemovalDeclaration> removed) {
  /** Of a platform that says nothing. */
  public static final Refactorings NONE = new Refactorings(List.of(), List.of());

  public Refactorings {
    moved = List.copyOf(moved);
    removed = List.copyOf(removed);
  }
}

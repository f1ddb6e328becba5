package dev.paas.core.platform;

import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the file says of things that it does not make: where they come from, and where they went.
 *
 * @param moved what has another address than it had
 * @param removed what shall become of what has left the file, by its address
 * @param imports what exists already and shall belong to the platform
 */
public record Refactorings(
    List<MoveDeclaration> moved,
    Map<Address, RemovalDeclaration> removed,
    List<ImportDeclaration> imports) {
  /** Of a platform that says nothing. */
  public static final Refactorings NONE = new Refactorings(List.of(), Map.of(), List.of());

  public Refactorings {
    moved = List.copyOf(moved);
    imports = List.copyOf(imports);
    removed = Collections.unmodifiableMap(new LinkedHashMap<>(removed));
  }

  /** What all modules say. */
  static Refactorings of(List<ModuleDeclaration> modules) {
    List<MoveDeclaration> moved = new ArrayList<>();
    Map<Address, RemovalDeclaration> removed = new LinkedHashMap<>();
    for (ModuleDeclaration module : modules) {
      moved.addAll(module.refactorings().moved());
      module.refactorings().removed().forEach(removed::putIfAbsent);
    }
    return new Refactorings(moved, removed, modules.get(0).refactorings().imports());
  }

  /** What shall become of something that has left the file; {@code null} when that is not said. */
  public @Nullable RemovalDeclaration removal(Address address) {
    if (removed.isEmpty()) {
      return null;
    }
    for (Address name : address.names()) {
      RemovalDeclaration removal = removed.get(name);
      if (removal != null) {
        return removal;
      }
    }
    // In a module an entry is about each of its instances.
    return removed.get(address.declaration().instance(address.key()));
  }
}

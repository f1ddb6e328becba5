package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import dev.paas.spi.value.BooleanValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code moved}, {@code removed} and {@code imports}. */
final class RefactoringReader {
  private final ModulePath scope;
  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  /**
   * @param scope the module whose document is read: its addresses are about what is in it
   */
  RefactoringReader(ModulePath scope, ExpressionParser parser, Diagnostics diagnostics) {
    this.scope = scope;
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads them.
   *
   * @param root the document
   */
  Refactorings read(MappingNode root) {
    Node moved = root.get("moved");
    Node removed = root.get("removed");
    Node imports = scope.isRoot() ? root.get("imports") : null;
    if (moved == null && removed == null && imports == null) {
      return Refactorings.NONE;
    }
    return new Refactorings(
        moves(moved), removals(removed, root), new ImportReader(parser, diagnostics).read(imports));
  }

  private static List<MappingNode> entries(@Nullable Node node) {
    List<MappingNode> entries = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.items()) {
        if (item instanceof MappingNode map) {
          entries.add(map);
        }
      }
    }
    return entries;
  }

  private List<MoveDeclaration> moves(@Nullable Node node) {
    List<MoveDeclaration> moves = new ArrayList<>();
    Map<Address, MoveDeclaration> byOrigin = new HashMap<>();
    for (MappingNode entry : entries(node)) {
      ScalarNode fromNode = entry.get("from") instanceof ScalarNode scalar ? scalar : null;
      ScalarNode toNode = entry.get("to") instanceof ScalarNode scalar ? scalar : null;
      Address from = fromNode == null ? null : address(fromNode);
      Address to = toNode == null ? null : address(toNode);
      if (fromNode == null || toNode == null || from == null || to == null) {
        continue;
      }
      MoveDeclaration move = new MoveDeclaration(scope, from, fromNode.span(), to, toNode.span());
      MoveDeclaration other = byOrigin.putIfAbsent(from, move);
      if (other != null) {
        diagnostics.add(
            Diagnostic.error(Problem.MOVED_INVALID, from + " is moved twice")
                .at(move.fromSpan())
                .related(other.fromSpan(), "first here")
                .hint("Keep one of them."));
      } else if (checked(move)) {
        moves.add(move);
      }
    }
    return moves;
  }

  private boolean checked(MoveDeclaration move) {
    if (move.from().equals(move.to())) {
      diagnostics.add(
          Diagnostic.error(Problem.MOVED_INVALID, move.from() + " is moved to itself")
              .hint("Remove the entry.")
              .at(move.toSpan()));
      return false;
    }
    if (move.from().isModule() && move.from().covers(move.to())) {
      diagnostics.add(
          Diagnostic.error(Problem.MOVED_INVALID, move.from() + " cannot be moved into itself")
              .hint("Name the resources that move, one by one.")
              .at(move.toSpan()));
      return false;
    }
    if (!move.from().section().equals(move.to().section())) {
      diagnostics.add(
          Diagnostic.error(Problem.MOVED_INVALID, move.from() + " cannot become " + move.to())
              .detail("What is moved stays in its section, since it stays what it is.")
              .hint("To make it anew in another section, leave the entry out.")
              .at(move.toSpan()));
      return false;
    }
    return true;
  }

  private Map<Address, RemovalDeclaration> removals(@Nullable Node node, MappingNode root) {
    Map<Address, RemovalDeclaration> removals = new LinkedHashMap<>();
    for (MappingNode entry : entries(node)) {
      ScalarNode fromNode = entry.get("from") instanceof ScalarNode scalar ? scalar : null;
      Address from = fromNode == null ? null : address(fromNode);
      boolean destroy =
          entry.get("destroy") instanceof ScalarNode scalar
              && scalar.value() instanceof BooleanValue truth
              && truth.value();
      if (fromNode == null || from == null) {
        continue;
      }
      RemovalDeclaration removal = new RemovalDeclaration(from, fromNode.span(), destroy);
      RemovalDeclaration other = removals.putIfAbsent(from, removal);
      if (other != null) {
        diagnostics.add(
            Diagnostic.error(Problem.REMOVED_INVALID, from + " is removed twice")
                .at(removal.span())
                .related(other.span(), "first here")
                .hint("Keep one of them."));
      } else if (from.key() == null && isDeclared(from, root)) {
        diagnostics.add(removal.stillDeclared(from));
      }
    }
    return removals;
  }

  private boolean isDeclared(Address address, MappingNode root) {
    return address.module().equals(scope)
        && root.get(address.section()) instanceof MappingNode section
        && section.get(address.name()) != null;
  }

  private Address inScope(Address address) {
    if (scope.isRoot()) {
      return address;
    }
    List<ModulePath.Step> steps = new ArrayList<>(scope.steps());
    steps.addAll(address.module().steps());
    return address.in(new ModulePath(steps));
  }

  /** An address that is written in the file; {@code null} after an error. */
  @Nullable Address address(ScalarNode node) {
    String text = node.text();
    if (text.contains("${")) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.EXPRESSION_NOT_ALLOWED, "an address here cannot be an expression")
              .hint("Write it as it is shown in a plan, such as services.api[\"eu\"].")
              .at(node.span()));
      return null;
    }
    Address address;
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException invalid) {
      diagnostics.add(
          Diagnostic.error(Problem.REFERENCE_NOT_LITERAL, "this is not an address")
              .detail("Here " + invalid.getMessage() + ".")
              .at(node.span()));
      return null;
    }
    Set<String> sections = new TreeSet<>(CoreSchemas.SECTIONS);
    sections.add("resources");
    sections.add(Address.MODULES);
    if (!sections.contains(address.section())) {
      diagnostics.add(
          Diagnostic.error(
                  Problem.REFERENCE_NOT_LITERAL, "there is no section " + address.section())
              .hint(DidYouMean.hint(address.section(), sections))
              .at(node.span()));
      return null;
    }
    return inScope(address);
  }
}

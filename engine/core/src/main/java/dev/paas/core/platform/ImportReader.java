package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.Reference;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.SequenceNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code imports}, which stands in the platform's own document only. */
final class ImportReader {
  private static final Set<String> ROOTS = Set.of("vars", "env", "platform", "each", "locals");

  private final ExpressionParser parser;
  private final Diagnostics diagnostics;

  ImportReader(ExpressionParser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  List<ImportDeclaration> read(@Nullable Node node) {
    List<ImportDeclaration> imports = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.items()) {
        if (item instanceof MappingNode entry) {
          Node to = entry.get("to");
          Node id = entry.get("id");
          Node forEach = entry.get("forEach");
          if (to != null && id != null) {
            imports.add(
                new ImportDeclaration(
                    parser.parse(to, diagnostics),
                    parser.parse(id, diagnostics),
                    forEach == null ? null : parser.parse(forEach, diagnostics),
                    entry.span()));
          }
        }
      }
    }
    return imports;
  }

  /** An import is found before anything is planned: it may not depend on what is. */
  void check(ImportDeclaration declaration, ModuleDeclaration module) {
    for (Expression expression :
        new Expression[] {declaration.to(), declaration.id(), declaration.forEach()}) {
      Reference wrong = expression == null ? null : late(expression, module);
      if (wrong != null) {
        diagnostics.add(
            Diagnostic.error(Problem.IMPORT_INVALID, "an import cannot refer to " + wrong)
                .detail("Imports are looked for before anything is planned.")
                .hint("Refer to variables, locals, env or platform only.")
                .at(expression.span()));
        return;
      }
    }
  }

  /** The first reference to something that is planned, however indirect. */
  private static @Nullable Reference late(Expression expression, ModuleDeclaration module) {
    List<Reference> found = new ArrayList<>(1);
    Set<String> locals = new HashSet<>();
    Deque<Expression> open = new ArrayDeque<>();
    open.add(expression);
    while (!open.isEmpty()) {
      open.remove()
          .forEachReference(
              reference -> {
                if (!ROOTS.contains(reference.root())) {
                  found.add(reference);
                } else if (reference.root().equals("locals") && !reference.steps().isEmpty()) {
                  LocalDeclaration local = module.locals().get(reference.name(0));
                  if (local != null && locals.add(local.name())) {
                    open.add(local.value());
                  }
                }
              });
    }
    return found.isEmpty() ? null : found.get(0);
  }
}

package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.platform.ImportDeclaration;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code imports} comes to: which existing thing shall be at which address. */
public final class ImportTargets {
  private final Evaluation evaluation;
  private final Diagnostics diagnostics;
  private final Map<Address, Target> targets = new LinkedHashMap<>();

  /**
   * Something that exists.
   *
   * @param address the address that it shall have
   * @param id what its own system calls it
   * @param span where that is written; {@code null} when the user has said it otherwise
   */
  public record Target(Address address, String id, @Nullable Span span) {}

  private ImportTargets(Evaluation evaluation, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.diagnostics = diagnostics;
  }

  /**
   * All of them, in the order of the file.
   *
   * @param diagnostics gets what is wrong with them
   */
  public static Map<Address, Target> of(Evaluation evaluation, Diagnostics diagnostics) {
    ImportTargets targets = new ImportTargets(evaluation, diagnostics);
    for (ImportDeclaration declaration : evaluation.platform().refactorings().imports()) {
      try {
        targets.add(declaration);
      } catch (DiagnosticException problem) {
        diagnostics.addAll(problem.diagnostics());
      }
    }
    return targets.targets;
  }

  private void add(ImportDeclaration declaration) {
    Expression forEach = declaration.forEach();
    if (forEach == null) {
      add(declaration, name -> null);
      return;
    }
    new Expander(evaluation)
        .keyed(
            forEach,
            evaluation.root(),
            (key, index, value) -> {
              add(declaration, name -> Each.of(name, key, index, value));
              return index;
            });
  }

  private void add(ImportDeclaration declaration, Each each) {
    String to = text(declaration.to(), each, "to");
    String id = text(declaration.id(), each, "id");
    Address address;
    try {
      address = Address.parse(to);
    } catch (IllegalArgumentException invalid) {
      throw Diagnostic.error(Problem.REFERENCE_NOT_LITERAL, "this is not an address")
          .detail("\"" + to + "\": here " + invalid.getMessage() + ".")
          .at(declaration.to().span())
          .toException();
    }
    Target other = targets.putIfAbsent(address, new Target(address, id, declaration.to().span()));
    if (other != null) {
      diagnostics.add(
          Diagnostic.error(Problem.IMPORT_INVALID, address + " is imported twice")
              .at(declaration.to().span())
              .related(other.span(), "first here")
              .hint("Keep one of them."));
    }
  }

  private String text(Expression expression, Each each, String what) {
    Value value = evaluation.evaluateEach(expression, each);
    Value bare = value.unwrapped();
    String text = bare instanceof IntegerValue ? bare.toString() : Value.textOf(bare);
    if (text == null || text.isEmpty() || value.hasSensitive()) {
      throw Diagnostic.error(Problem.IMPORT_INVALID, what + " of an import must be a text")
          .detail("It must be known, not empty and not sensitive, since it is shown.")
          .at(expression.span())
          .toException();
    }
    return text;
  }
}

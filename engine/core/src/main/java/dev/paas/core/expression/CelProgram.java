package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.OptionalLong;

/** A parsed CEL expression. */
public interface CelProgram {

  /** What it refers to, in the order of the text. */
  List<Reference> references();

  /**
   * Evaluates it. Unknown values that matter make the result unknown, sensitive ones that matter
   * make it sensitive.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it fails, with the place
   */
  Value evaluate(Scope scope);

  /**
   * What it comes to at most, whatever its unknown values turn out to be: of a number itself, of a
   * list or map how many elements it has. Empty when that cannot be told.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when a part fails that may not be taken
   */
  OptionalLong most(Scope scope);

  /** Its type; what can never be evaluated is reported. */
  ValueType type(TypeScope scope, Diagnostics diagnostics);
}

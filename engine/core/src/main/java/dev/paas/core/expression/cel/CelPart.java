package dev.paas.core.expression.cel;

import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;

/** A compiled expression, or the list or map of expressions that it is. */
sealed interface CelPart {

  /** A variable and nothing else: what of it is unknown or sensitive stays as it is. */
  record Variable(String name) implements CelPart {}

  /** Evaluated as a whole. */
  record Whole(Program program) implements CelPart {}

  /** A list, element by element. */
  record Items(List<CelPart> parts) implements CelPart {}

  /** A map with constant keys, entry by entry. */
  record Entries(Map<String, CelPart> parts) implements CelPart {}
}

package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostics;

/** What is known of the types of what expressions see. */
public interface TypeScope {

  /**
   * The type of what a reference stands for.
   *
   * @param diagnostics gets what is wrong with it, if that is not reported elsewhere
   * @return {@link ValueType#ANY} when it is not known
   */
  ValueType typeOf(Reference reference, Diagnostics diagnostics);
}

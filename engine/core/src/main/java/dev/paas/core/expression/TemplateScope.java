package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;

/** What a template sees: its variables, under their own names. */
record TemplateScope(MapValue variables, Scope outer) implements Scope {

  @Override
  public Value resolve(Reference reference) {
    Value value = variables.get(reference.root());
    if (value == null) {
      throw Diagnostic.error(
              Problem.REFERENCE_UNKNOWN_NAME,
              "the template is not given \"" + reference.root() + "\"")
          .detail("A template sees what stands in vars beside it, and nothing else.")
          .hint(DidYouMean.hint(reference.root(), variables.keys()))
          .at(reference.span())
          .toException();
    }
    return Navigation.into(value, reference, 0);
  }

  @Override
  public Path directory() {
    return outer.directory();
  }

  @Override
  public Templates templates() {
    return outer.templates();
  }

  @Override
  public Instant time() {
    return outer.time();
  }
}

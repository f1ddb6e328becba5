package dev.paas.core.expression.cel;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.expression.CelProgram;
import dev.paas.core.expression.Reference;
import dev.paas.core.expression.Scope;
import dev.paas.core.expression.TypeScope;
import dev.paas.core.expression.ValueType;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.OptionalLong;

/** A compiled text at one place of a document. */
final class DevCelProgram implements CelProgram {
  private final CompiledCel compiled;
  private final Place place;

  DevCelProgram(CompiledCel compiled, String text, ScalarNode node, int from) {
    this.compiled = compiled;
    this.place = Place.of(compiled, text, node, from);
  }

  @Override
  public List<Reference> references() {
    return place.references();
  }

  @Override
  public ValueType type(TypeScope scope, Diagnostics diagnostics) {
    return new Typer(scope, place, diagnostics).infer(compiled.tree(), null);
  }

  @Override
  public OptionalLong most(Scope scope) {
    return new CelBound(new Interpreter(scope, place)).most(compiled.tree());
  }

  @Override
  public Value evaluate(Scope scope) {
    Object result = new Interpreter(scope, place).evaluate(compiled.tree(), null);
    try {
      return CelValues.fromCel(result);
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      throw place.failed(
          "this expression cannot be evaluated",
          CelMessages.sentence(String.valueOf(impossible.getMessage())),
          new CelTree.At(0, place.text().length()));
    }
  }
}

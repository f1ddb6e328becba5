package dev.paas.core.expression;

import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;

/** What the inside of a template's loop sees: a variable, and what is around. */
record LoopScope(String name, Value value, Scope outer) implements Scope {

  @Override
  public Value resolve(Reference reference) {
    return reference.root().equals(name)
        ? Navigation.into(value, reference, 0)
        : outer.resolve(reference);
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

package dev.paas.core.platform;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.IntegerValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how much a provider may be asked. */
final class ProviderBounds {
  /** The keys of an entry of {@code providers:} that are the engine's own. */
  static final Set<String> KEYS = Set.of("plugin", "parallelism", "rateLimit");

  private ProviderBounds() {}

  static ProviderDeclaration.Bounds read(MappingNode node, Diagnostics diagnostics) {
    Integer parallelism = null;
    ScalarNode many = literal(node, "parallelism", diagnostics);
    if (many != null
        && many.value() instanceof IntegerValue number
        && number.value() >= 1
        && number.value() <= Integer.MAX_VALUE) {
      parallelism = (int) number.value();
    }
    RateLimit rate = null;
    ScalarNode written = literal(node, "rateLimit", diagnostics);
    if (written != null) {
      try {
        rate = RateLimit.parse(written.text());
      } catch (IllegalArgumentException invalid) {
        // What is not a rate the schema has reported already.
        rate = null;
      }
    }
    return parallelism == null && rate == null
        ? ProviderDeclaration.Bounds.USUAL
        : new ProviderDeclaration.Bounds(parallelism, rate);
  }

  private static @Nullable ScalarNode literal(
      MappingNode node, String name, Diagnostics diagnostics) {
    if (!(node.get(name) instanceof ScalarNode scalar)) {
      return null;
    }
    if (scalar.text().contains("${")) {
      diagnostics.add(
          Diagnostic.error(Problem.EXPRESSION_NOT_ALLOWED, name + " cannot be an expression")
              .detail("It says how the engine works, not what is made.")
              .hint("Write the value itself.")
              .at(scalar.span()));
      return null;
    }
    return scalar;
  }
}

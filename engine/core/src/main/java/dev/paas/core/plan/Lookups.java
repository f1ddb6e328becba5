package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.ResourceType;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads look-ups: asks the provider, and checks what it answers. Safe for several threads. */
public final class Lookups {
  private final Evaluation evaluation;
  private final ProviderPool providers;
  private final Calls calls;

  public Lookups(Evaluation evaluation, ProviderPool providers, Calls calls) {
    this.evaluation = evaluation;
    this.providers = providers;
    this.calls = calls;
  }

  /**
   * What the user wants to be looked up; what is not known yet is unknown in it.
   *
   * @throws DiagnosticException when it is not valid
   */
  MapValue configuration(Instance instance) {
    return Configurations.of(instance, evaluation);
  }

  /** What it shall be, with defaults; unknown is what only the provider can tell. */
  static MapValue proposed(ResourceType type, MapValue configuration) {
    return Proposal.of(type.attributes(), configuration, null);
  }

  /**
   * Reads one now that all that it refers to is known, and makes its attributes known to what
   * refers to it.
   *
   * @throws DiagnosticException when it cannot be read
   */
  public void read(Instance instance) throws InterruptedException {
    MapValue configuration = configuration(instance);
    ValuePath unknown = ContractCheck.unknown(ValuePath.root(), configuration);
    if (unknown != null) {
      throw new IllegalStateException(
          unknown + " of " + instance.address() + " is not known when it is to be read");
    }
    evaluation.set(instance, read(instance, configuration));
  }

  /**
   * Reads one.
   *
   * @param configuration the inputs, wholly known
   * @return inputs and computed attributes
   * @throws DiagnosticException when it cannot be read
   */
  MapValue read(Instance instance, MapValue configuration) throws InterruptedException {
    ResourceDeclaration declaration = instance.declaration();
    ResourceType type = declaration.type();
    MapValue proposed = proposed(type, configuration);
    MapValue inputs = inputs(type.attributes(), proposed);
    MapValue answer;
    try {
      ProviderHandle provider = providers.get(declaration.provider());
      answer =
          calls.call(
              provider,
              instance.address(),
              declaration.lifecycle().timeout("read", type),
              declaration.lifecycle().retry(),
              context -> provider.provider().data(type.name()).read(inputs, context));
    } catch (ProviderException failure) {
      throw Calls.exception(failure, "cannot read " + instance.address(), declaration);
    }
    check(instance, proposed, answer);
    return (MapValue) StoredForm.marked(type.attributes(), answer, proposed);
  }

  private static MapValue inputs(AttributeSchema schema, MapValue proposed) {
    MapValue.Builder inputs = MapValue.builder();
    for (Map.Entry<String, Value> entry : proposed.entries().entrySet()) {
      AttributeSchema property = schema.property(entry.getKey());
      boolean open = property != null && property.isComputed() && entry.getValue().isUnknown();
      if (!open) {
        inputs.put(entry.getKey(), entry.getValue());
      }
    }
    return inputs.build();
  }

  private static void check(Instance instance, MapValue proposed, MapValue answer) {
    ResourceDeclaration declaration = instance.declaration();
    ValuePath changed =
        ContractCheck.changedByApply(declaration.type().attributes(), proposed, answer);
    ValuePath unknown = changed == null ? ContractCheck.unknown(ValuePath.root(), answer) : changed;
    if (unknown != null) {
      throw contract(
          instance,
          changed != null
              ? "answered with another value for " + unknown + " than it was asked for"
              : "did not tell " + unknown,
          declaration.span(unknown));
    }
    Diagnostics problems = new Diagnostics();
    declaration
        .type()
        .answerValidator()
        .check(withoutNulls(answer), null, instance.address().toString(), null, problems);
    if (problems.hasErrors()) {
      throw contract(
          instance,
          "answered with what its schema does not allow: " + problems.sorted().get(0).summary(),
          declaration.key().span());
    }
  }

  /** What is not there need not be of the kind that it would have. */
  private static MapValue withoutNulls(MapValue answer) {
    MapValue.Builder there = MapValue.builder();
    answer
        .entries()
        .forEach(
            (name, value) -> {
              if (!value.isNull()) {
                there.put(name, value);
              }
            });
    return there.build();
  }

  private static DiagnosticException contract(
      Instance instance, String what, dev.paas.core.diagnostic.@Nullable Span span) {
    ResourceDeclaration declaration = instance.declaration();
    return Diagnostic.error(
            Problem.PROVIDER_CONTRACT,
            "the provider "
                + declaration.provider()
                + ", asked for "
                + instance.address()
                + ", "
                + what)
        .detail("That is a defect of the plugin " + declaration.type().plugin() + ".")
        .hint("Please report it to the plugin's authors.")
        .at(span)
        .toException();
  }
}

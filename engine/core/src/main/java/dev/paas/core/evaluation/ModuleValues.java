package dev.paas.core.evaluation;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Literal;
import dev.paas.core.expression.Navigation;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.InputCheck;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes into instances of modules, and what comes out of them. */
final class ModuleValues {
  private final Evaluation evaluation;

  ModuleValues(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** What a reference to {@code vars} stands for in a module. */
  Value variable(ModuleInstance module, Reference reference) {
    Map<String, VariableDeclaration> declared = module.declaration().variables();
    if (reference.steps().isEmpty()) {
      MapValue.Builder all = MapValue.builder();
      declared.values().forEach(variable -> all.put(variable.name(), input(module, variable)));
      return all.build();
    }
    VariableDeclaration variable = declared.get(reference.name(0));
    if (variable == null) {
      throw unknown(
          "there is no variable \"" + reference.steps().get(0) + "\"",
          DidYouMean.hint(reference.name(0), declared.keySet()),
          reference);
    }
    return Navigation.into(input(module, variable), reference, 1);
  }

  /**
   * The value of a variable in an instance of a module.
   *
   * @throws DiagnosticException when its input cannot be evaluated, or is not what the variable's
   *     schema wants
   */
  Value input(ModuleInstance module, VariableDeclaration variable) {
    return evaluation.known(module, "vars." + variable.name(), () -> computed(module, variable));
  }

  private Value computed(ModuleInstance module, VariableDeclaration variable) {
    ModuleCall call = module.declaration().call();
    Expression given = call == null ? null : call.inputs().get(variable.name());
    Value value = given == null ? null : evaluation.evaluateInput(given, module);
    Value otherwise = variable.defaultValue();
    if (value == null || (value.isNull() && otherwise != null)) {
      // What is not given and has no default has been reported.
      value = otherwise == null ? Value.unknown() : otherwise;
    } else if (given != null && !(given instanceof Literal)) {
      Diagnostics problems = new Diagnostics();
      InputCheck.check(variable, value, given, problems);
      problems.throwIfErrors();
    }
    return variable.sensitive() ? value.asSensitive() : value;
  }

  /** What a reference to {@code modules} stands for. */
  Value outputs(ModuleInstance from, Reference reference) {
    Map<String, ModuleCall> calls = from.declaration().calls();
    if (reference.steps().isEmpty()) {
      MapValue.Builder all = MapValue.builder();
      calls.values().forEach(call -> all.put(call.name(), together(from, call)));
      return all.build();
    }
    ModuleCall call = calls.get(reference.name(0));
    if (call == null) {
      throw unknown(
          "there is no module \"" + reference.steps().get(0) + "\"",
          DidYouMean.hint(reference.name(0), calls.keySet()),
          reference);
    }
    if (evaluation.isDeferred(call)) {
      return Value.unknown();
    }
    if (call.hasKeys() && reference.steps().size() == 1) {
      return together(from, call);
    }
    Object key = call.hasKeys() ? reference.steps().get(1) : "";
    return inside(instance(from, call, key, reference), reference, call.hasKeys() ? 2 : 1);
  }

  private Value inside(ModuleInstance module, Reference reference, int first) {
    if (reference.steps().size() == first) {
      return all(module);
    }
    Map<String, OutputDeclaration> declared = module.declaration().outputs();
    OutputDeclaration output = declared.get(reference.name(first));
    if (output == null) {
      throw unknown(
          "the module has no output \"" + reference.steps().get(first) + "\"",
          DidYouMean.hint(reference.name(first), declared.keySet()),
          reference);
    }
    return Navigation.into(output(module, output), reference, first + 1);
  }

  /** The value of an output of an instance of a module. */
  Value output(ModuleInstance module, OutputDeclaration output) {
    return evaluation.known(
        module,
        "outputs." + output.name(),
        () -> {
          Value value = evaluation.evaluate(output.value(), module);
          return output.sensitive() ? value.asSensitive() : value;
        });
  }

  private Value all(ModuleInstance module) {
    MapValue.Builder outputs = MapValue.builder();
    module
        .declaration()
        .outputs()
        .values()
        .forEach(output -> outputs.put(output.name(), output(module, output)));
    return outputs.build();
  }

  private Value together(ModuleInstance from, ModuleCall call) {
    if (evaluation.isDeferred(call)) {
      return Value.unknown();
    }
    return evaluation.known(from, "modules." + call.name(), () -> computeTogether(from, call));
  }

  private Value computeTogether(ModuleInstance from, ModuleCall call) {
    ModuleInstances instances = expanded(from, call);
    if (call.isCounted()) {
      List<Value> values = new ArrayList<>();
      instances.all().forEach(instance -> values.add(all(instance)));
      return Value.list(values);
    }
    if (call.isKeyed()) {
      MapValue.Builder values = MapValue.builder();
      instances.all().forEach(one -> values.put(String.valueOf(one.key()), all(one)));
      return values.build();
    }
    return instances.all().isEmpty() ? Value.nullValue() : all(instances.all().get(0));
  }

  private static ModuleInstances expanded(ModuleInstance from, ModuleCall call) {
    ModuleInstances instances = from.calls.get(call.position());
    if (instances == null) {
      throw new IllegalStateException(call.address() + " is not expanded yet");
    }
    return instances;
  }

  private static ModuleInstance instance(
      ModuleInstance from, ModuleCall call, Object key, Reference reference) {
    ModuleInstances instances = expanded(from, call);
    ModuleInstance instance = instances.byKey().get(key);
    if (instance != null) {
      return instance;
    }
    String name = "modules." + call.name();
    Diagnostic.Builder error;
    if (key.equals("")) {
      error =
          Diagnostic.error(Problem.REFERENCE_NO_INSTANCE, name + " is not there")
              .detail("Its condition, when, is false.")
              .hint("Give what refers to it the same condition.");
    } else {
      String shown = key instanceof Integer ? "[" + key + "]" : "[\"" + key + "\"]";
      List<String> keys = new ArrayList<>();
      instances.all().forEach(one -> keys.add(String.valueOf(one.key())));
      error =
          Diagnostic.error(Problem.REFERENCE_NO_INSTANCE, name + " has no instance " + shown)
              .detail(
                  keys.isEmpty()
                      ? "It has no instance at all."
                      : "It has: " + DidYouMean.list(keys) + ".");
    }
    throw error.at(reference.span()).related(call.key().span(), "called here").toException();
  }

  private static DiagnosticException unknown(
      String what, @Nullable String hint, Reference reference) {
    return Diagnostic.error(Problem.REFERENCE_UNKNOWN_NAME, what)
        .hint(hint)
        .at(reference.span())
        .toException();
  }
}

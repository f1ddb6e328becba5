package dev.paas.core.apply;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.Step;
import dev.paas.core.plan.StoredForm;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks providers whether what is planned can work, before anything is changed. */
final class Preflight {
  private final ProviderPool providers;
  private final Calls calls;
  private final ExecutorService workers;

  Preflight(ProviderPool providers, Calls calls, ExecutorService workers) {
    this.providers = providers;
    this.calls = calls;
    this.workers = workers;
  }

  /** Why one thing cannot be made or changed. */
  private record Refusal(ProviderException why, String doing, ResourceDeclaration declaration) {

    /** What is refused for the same reason, such as an unreachable system, is told once. */
    List<Object> reason() {
      List<Object> parts = new ArrayList<>();
      parts.add(declaration.provider());
      parts.add(why.reason());
      parts.add(String.valueOf(why.detail()));
      return parts;
    }
  }

  /**
   * Checks every creation and update.
   *
   * @throws DiagnosticException with all that was refused
   */
  void check(PlannedPlatform planned) throws InterruptedException {
    List<Future<@Nullable Refusal>> answers = new ArrayList<>();
    for (Step step : planned.plan().steps()) {
      PlannedInstance instance = planned.instances().get(step.address());
      boolean makes = step.kind() == Step.Kind.CREATE || step.kind() == Step.Kind.UPDATE;
      Instance of = instance == null ? null : instance.instance();
      MapValue attributes = instance == null ? null : instance.planned();
      if (makes && instance != null && of != null && attributes != null) {
        ResourceDeclaration declaration = of.declaration();
        if (declaration.type().external()) {
          answers.add(workers.submit(() -> ask(instance, declaration, attributes, planned)));
        }
      }
    }
    Diagnostics problems = new Diagnostics();
    Map<List<Object>, List<Refusal>> refusals = new LinkedHashMap<>();
    for (Future<@Nullable Refusal> answer : answers) {
      collect(answer, refusals, problems);
    }
    refusals.values().forEach(same -> problems.add(told(same)));
    problems.throwIfErrors();
  }

  private static void collect(
      Future<@Nullable Refusal> answer,
      Map<List<Object>, List<Refusal>> refusals,
      Diagnostics problems)
      throws InterruptedException {
    try {
      Refusal refusal = answer.get();
      if (refusal != null) {
        refusals.computeIfAbsent(refusal.reason(), reason -> new ArrayList<>()).add(refusal);
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DiagnosticException told) {
        problems.addAll(told.diagnostics());
      } else if (failed.getCause() instanceof InterruptedException) {
        throw new InterruptedException("interrupted in a check before the apply");
      } else {
        throw new IllegalStateException("a preflight failed", failed.getCause());
      }
    }
  }

  private static Diagnostic told(List<Refusal> same) {
    Refusal first = same.get(0);
    Diagnostic diagnostic = Calls.diagnostic(first.why(), first.doing(), first.declaration());
    return same.size() == 1
        ? diagnostic
        : diagnostic.withMore(
            same.size() == 2
                ? "One more resource is refused for the same reason."
                : (same.size() - 1) + " more resources are refused for the same reason.");
  }

  private @Nullable Refusal ask(
      PlannedInstance instance,
      ResourceDeclaration declaration,
      MapValue attributes,
      PlannedPlatform planned)
      throws InterruptedException {
    ResourceType type = declaration.type();
    ResourceRecord record = instance.record();
    boolean anew = instance.change().action() != Action.UPDATE;
    // What is deleted first is not in the way of what takes its place.
    boolean beside = anew && planned.createFirst().contains(instance.address());
    PreflightRequest request =
        new PreflightRequest(
            instance.address().toString(),
            beside || record == null
                ? null
                : StoredForm.withoutWriteOnly(type.attributes(), record.attributes()),
            attributes,
            planned.evaluation().platform().directory());
    try {
      ProviderHandle provider = providers.get(declaration.provider());
      calls.call(
          provider,
          instance.address(),
          declaration.lifecycle().timeout("read", type),
          declaration.lifecycle().retry(),
          context -> {
            provider.provider().resource(type.name()).preflight(request, context);
            return true;
          });
      return null;
    } catch (ProviderException refused) {
      String doing = (anew ? "cannot create " : "cannot update ") + instance.address();
      return new Refusal(refused, doing, declaration);
    }
  }
}

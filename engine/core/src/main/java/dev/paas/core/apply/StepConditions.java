package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.plan.Conditions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.StoredForm;
import dev.paas.core.platform.CheckDeclaration.Moment;
import dev.paas.core.platform.Lifecycle;
import dev.paas.core.platform.ReadyWhen;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.StateSession;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.value.MapValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What must hold around a step: the checks before it, that the resource gets ready after it, and
 * the checks then. A resource that does not get ready, or fails a check after its step, is recorded
 * as made: the next apply waits for it again, or checks it again, and makes nothing anew.
 */
final class StepConditions {
  private final PlannedPlatform planned;
  private final Evaluation evaluation;
  private final Conditions conditions;
  private final ProviderPool providers;
  private final Calls calls;
  private final StateSession session;
  private final BooleanSupplier stopWanted;
  private final Map<Address, ResourceRecord> made = new ConcurrentHashMap<>();

  /**
   * @param stopWanted whether the user wants no more to be done than what is under way
   */
  StepConditions(
      PlannedPlatform planned,
      ProviderPool providers,
      Calls calls,
      StateSession session,
      BooleanSupplier stopWanted) {
    this.planned = planned;
    this.evaluation = planned.evaluation();
    this.conditions = new Conditions(evaluation);
    this.providers = providers;
    this.calls = calls;
    this.session = session;
    this.stopWanted = stopWanted;
  }

  /** Takes note of how a resource is recorded now. */
  void made(ResourceRecord record) {
    made.put(record.address(), record);
  }

  /**
   * Makes the checks that must hold before anything is done.
   *
   * @throws DiagnosticException with those that do not
   */
  void before(Instance instance) {
    check(instance, Moment.BEFORE);
  }

  /**
   * Waits until the resource is ready, and makes the checks that must hold then.
   *
   * @throws DiagnosticException when it does not get ready in time, or with the checks that fail
   */
  void after(Instance instance) throws InterruptedException {
    ReadyWhen ready = instance.declaration().lifecycle().readyWhen();
    if (ready != null) {
      await(ready, instance);
    }
    check(instance, Moment.AFTER);
  }

  private void check(Instance instance, Moment moment) {
    if (instance.declaration().lifecycle().checks().isEmpty()) {
      return;
    }
    Conditions.Checked checked = conditions.check(instance, moment);
    Diagnostics failures = new Diagnostics();
    failures.addAll(checked.failures());
    failures.throwIfErrors();
    if (checked.unknown()) {
      throw new IllegalStateException("a check of " + instance.address() + " is not known yet");
    }
  }

  private void await(ReadyWhen ready, Instance instance) throws InterruptedException {
    long deadline = System.nanoTime() + ready.timeout().toNanos();
    ResourceRecord first = record(instance.address());
    ResourceRecord current = first;
    try {
      while (conditions.ready(ready, instance) != Conditions.Outcome.HOLDS) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || current == null) {
          throw late(ready, instance);
        }
        if (stopWanted.getAsBoolean()) {
          throw stopped(ready, instance);
        }
        calls.progress(instance.address(), "waiting until it is ready");
        Thread.sleep(Math.min(ready.interval().toMillis(), left / 1_000_000 + 1));
        current = look(instance, current);
      }
    } finally {
      if (current != null && !current.equals(first)) {
        session.record(current);
        made(current);
      }
    }
  }

  private @Nullable ResourceRecord record(Address address) {
    ResourceRecord now = made.get(address);
    return now == null ? planned.state().record(address) : now;
  }

  /** The record as the resource is now; makes its attributes known to the condition. */
  private ResourceRecord look(Instance instance, ResourceRecord record)
      throws InterruptedException {
    ResourceDeclaration declaration = instance.declaration();
    ResourceType type = declaration.type();
    Lifecycle lifecycle = declaration.lifecycle();
    AttributeSchema schema = type.attributes();
    ReadRequest request =
        new ReadRequest(
            instance.address().toString(),
            StoredForm.withoutWriteOnly(schema, record.attributes()));
    Optional<ObservedResource> found;
    try {
      ProviderHandle provider = providers.get(declaration.provider());
      found =
          calls.call(
              provider,
              instance.address(),
              lifecycle.timeout("read", type),
              lifecycle.retry(),
              context -> provider.provider().resource(type.name()).read(request, context));
    } catch (ProviderException failure) {
      throw Calls.exception(
          failure, "cannot tell whether " + instance.address() + " is ready", declaration);
    }
    if (found.isEmpty()) {
      throw Diagnostic.error(
              Problem.RESOURCE_NOT_READY, instance.address() + " went away before it was ready")
          .detail("It was made, and is not there any more.")
          .hint("Look why it ended, and apply again.")
          .at(declaration.key().span())
          .toException();
    }
    MapValue attributes =
        (MapValue) StoredForm.marked(schema, found.get().attributes(), record.attributes());
    evaluation.set(instance, attributes);
    return record.withAttributes(
        found.get().id(), (MapValue) StoredForm.withKept(schema, attributes, record.attributes()));
  }

  private DiagnosticException late(ReadyWhen ready, Instance instance) {
    return Diagnostic.error(
            Problem.RESOURCE_NOT_READY,
            instance.address() + " was not ready within " + shown(ready.timeout()))
        .detail((conditions.unready(ready, instance) + " It is recorded as made.").strip())
        .hint("Look why it takes so long, or allow more in readyWhen; an apply waits for it again.")
        .at(ready.condition().span())
        .toException();
  }

  private DiagnosticException stopped(ReadyWhen ready, Instance instance) {
    return Diagnostic.error(
            Problem.RESOURCE_NOT_READY,
            instance.address() + " was not ready when the apply was interrupted")
        .detail((conditions.unready(ready, instance) + " It is recorded as made.").strip())
        .hint("Apply again: it is waited for then.")
        .at(ready.condition().span())
        .toException();
  }

  private static String shown(Duration time) {
    long millis = time.toMillis();
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}

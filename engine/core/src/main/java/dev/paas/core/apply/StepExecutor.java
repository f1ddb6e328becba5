package dev.paas.core.apply;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.plan.ContractCheck;
import dev.paas.core.plan.InstancePlanner;
import dev.paas.core.plan.Lookups;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.Step;
import dev.paas.core.plan.StoredForm;
import dev.paas.core.platform.Lifecycle;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.RetryPolicy;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.Intent;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.StateSession;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out single steps. */
final class StepExecutor {
  private static final Duration LOOK_AFTER_FAILURE = Duration.ofSeconds(30);

  private final PlannedPlatform planned;
  private final Evaluation evaluation;
  private final InstancePlanner planner;
  private final ProviderPool providers;
  private final Calls calls;
  private final StateSession session;
  private final IdempotencyKeys keys;
  private final Lookups lookups;
  private final StepConditions conditions;
  private final PolicyGate gate;

  StepExecutor(
      PlannedPlatform planned,
      InstancePlanner planner,
      ProviderPool providers,
      Calls calls,
      StateSession session,
      IdempotencyKeys keys,
      StepConditions conditions,
      PolicyGate gate) {
    this.conditions = conditions;
    this.gate = gate;
    this.planned = planned;
    this.evaluation = planned.evaluation();
    this.planner = planner;
    this.providers = providers;
    this.calls = calls;
    this.session = session;
    this.keys = keys;
    this.lookups = new Lookups(evaluation, providers, calls);
  }

  /**
   * Carries out a step.
   *
   * @return false when it turned out that there was nothing to do
   * @throws DiagnosticException when it failed
   */
  boolean execute(Step step) throws InterruptedException {
    return switch (step.kind()) {
      case CREATE, UPDATE -> {
        PlannedInstance one = instance(step);
        Instance of = required(one.instance());
        conditions.before(of);
        boolean changed = step.kind() == Step.Kind.CREATE ? create(one) : update(one);
        conditions.after(of);
        yield changed;
      }
      case DELETE -> delete(instance(step));
      case DELETE_DEPOSED -> deleteDeposed(step);
      case FORGET -> {
        session.forget(step.address());
        yield true;
      }
      case READ -> {
        lookups.read(required(instance(step).instance()));
        yield true;
      }
      case CHECK -> {
        Instance of = required(evaluation.instance(step.address()));
        conditions.before(of);
        recordUnchanged(planned.instances().get(step.address()));
        conditions.after(of);
        yield false;
      }
      case GATE -> {
        recordUnchanged(planned.instances().get(step.address()));
        yield false;
      }
    };
  }

  /** Records what was not known of a resource that stays as it is when that was planned. */
  private void recordUnchanged(@Nullable PlannedInstance planned) throws InterruptedException {
    ResourceRecord record = planned == null ? null : planned.record();
    if (planned != null && record != null && !planned.replaceWhen().isWhollyKnown()) {
      ResourceRecord kept =
          planned.record(
              record, record.flags().halfMade(), planner.replaceWhen(required(planned.instance())));
      session.recordStateOnly(kept);
      conditions.made(kept);
    }
  }

  private PlannedInstance instance(Step step) {
    PlannedInstance instance = planned.instances().get(step.address());
    if (instance == null) {
      throw new IllegalStateException("the plan has a step for " + step.address() + " only");
    }
    return instance;
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the plan is not complete");
    }
    return value;
  }

  /** Everything about a resource that a call needs. */
  private record Target(
      PlannedInstance planned,
      Instance instance,
      ResourceDeclaration declaration,
      ResourceType type,
      AttributeSchema schema,
      Address address) {

    static Target of(PlannedInstance planned) {
      Instance instance = required(planned.instance());
      ResourceDeclaration declaration = instance.declaration();
      return new Target(
          planned,
          instance,
          declaration,
          declaration.type(),
          declaration.type().attributes(),
          planned.address());
    }

    /** The address that what is there was made for. */
    Address madeFor() {
      ResourceRecord record = planned.record();
      return record == null ? address : record.madeFor();
    }

    Duration timeout(String operation) {
      return declaration.lifecycle().timeout(operation, type);
    }

    RetryPolicy retry() {
      return declaration.lifecycle().retry();
    }
  }

  private Path directory() {
    return evaluation.platform().directory();
  }

  private boolean create(PlannedInstance planned) throws InterruptedException {
    Target target = Target.of(planned);
    MapValue attributes = finalAttributes(target, null);
    gate.check(target.address(), attributes);
    String key = keys.next();
    CreateRequest request =
        new CreateRequest(
            target.address().toString(), key, session.revision(), attributes, directory());
    ProviderHandle provider = providers.get(target.declaration().provider());
    if (!target.type().external()) {
      ObservedResource made =
          stateOnly(
              target,
              "create",
              attributes,
              () ->
                  provider
                      .provider()
                      .resource(target.type().name())
                      .create(request, QuietContext.INSTANCE));
      recordMade(target, record(target, attributes, made, key, false));
      return true;
    }
    intend(target, Intent.Operation.CREATE, key, attributes);
    ObservedResource made;
    try {
      made =
          calls.call(
              provider,
              target.address(),
              target.timeout("create"),
              target.retry(),
              context -> {
                checkHeld();
                return provider.provider().resource(target.type().name()).create(request, context);
              });
    } catch (ProviderException failure) {
      lookAfterFailedCreate(target, provider, key, attributes, failure);
      throw Calls.exception(failure, "cannot create " + target.address(), target.declaration());
    }
    recordMade(target, record(target, attributes, made, key, false));
    checkResult(target, attributes, made);
    return true;
  }

  /**
   * What a failed creation left is recorded, as half-made unless it can be gone on with; what it
   * did not leave is forgotten.
   */
  private void lookAfterFailedCreate(
      Target target,
      ProviderHandle provider,
      String key,
      MapValue attributes,
      ProviderException failure)
      throws InterruptedException {
    ObservedResource left = failure.partial();
    if (left == null) {
      FindRequest request =
          new FindRequest(
              target.address().toString(),
              key,
              StoredForm.withoutWriteOnly(target.schema(), attributes));
      try {
        Optional<ObservedResource> found =
            calls.call(
                provider,
                target.address(),
                LOOK_AFTER_FAILURE,
                target.retry(),
                context ->
                    provider.provider().resource(target.type().name()).find(request, context));
        if (found.isEmpty()) {
          session.settle(target.address());
          return;
        }
        left = found.get();
      } catch (ProviderException cannotTell) {
        // The intent stays: the next plan settles it.
        return;
      }
    }
    boolean halfMade = failure.partial() == null || !failure.resumable();
    recordMade(target, record(target, attributes, left, key, halfMade));
  }

  /** Records what was made; created first, with the old one as still to be deleted. */
  private void recordMade(Target target, ResourceRecord made) throws InterruptedException {
    ResourceRecord old = target.planned().record();
    if (old != null && planned.createFirst().contains(target.address())) {
      session.recordReplacing(made, old);
    } else {
      record(target.type(), made);
    }
  }

  private void record(ResourceType type, ResourceRecord made) throws InterruptedException {
    if (hasIntent(type, made.address())) {
      session.record(made);
    } else {
      session.recordStateOnly(made);
    }
  }

  /** What lives in state only has an intent when it was of another type when that was begun. */
  private boolean hasIntent(ResourceType type, Address address) {
    return type.external() || planned.state().intents().containsKey(address);
  }

  private boolean update(PlannedInstance planned) throws InterruptedException {
    Target target = Target.of(planned);
    ResourceRecord record = required(planned.record());
    MapValue prior = record.attributes();
    MapValue attributes = finalAttributes(target, prior);
    boolean reevaluated = !required(planned.planned()).isWhollyKnown();
    boolean begun = this.planned.state().intents().containsKey(target.address());
    if (reevaluated && !begun && !planner.differs(target.instance(), record, attributes)) {
      evaluation.set(target.instance(), attributes);
      session.recordStateOnly(
          planned.record(
              record, record.flags().halfMade(), planner.replaceWhen(target.instance())));
      return false;
    }
    gate.check(target.address(), attributes);
    String key = keys.next();
    UpdateRequest request =
        new UpdateRequest(
            target.address().toString(),
            key,
            session.revision(),
            StoredForm.withoutWriteOnly(target.schema(), prior),
            attributes,
            directory());
    ProviderHandle provider = providers.get(target.declaration().provider());
    if (!target.type().external()) {
      ObservedResource made =
          stateOnly(
              target,
              "update",
              attributes,
              () ->
                  provider
                      .provider()
                      .resource(target.type().name())
                      .update(request, QuietContext.INSTANCE));
      record(target.type(), record(target, attributes, made, record.key(), false));
      return true;
    }
    intend(target, Intent.Operation.UPDATE, key, attributes);
    try {
      ObservedResource made =
          calls.call(
              provider,
              target.address(),
              target.timeout("update"),
              target.retry(),
              context -> {
                checkHeld();
                return provider.provider().resource(target.type().name()).update(request, context);
              });
      session.record(record(target, attributes, made, record.key(), false));
      checkResult(target, attributes, made);
      return true;
    } catch (ProviderException failure) {
      ObservedResource left = failure.partial();
      if (left != null) {
        session.record(failedUpdate(target, record, left));
      }
      throw Calls.exception(failure, "cannot update " + target.address(), target.declaration());
    }
  }

  /** What a failed update made of a resource: what it wrote blindly stays as it was recorded. */
  private ResourceRecord failedUpdate(Target target, ResourceRecord before, ObservedResource left) {
    MapValue attributes =
        (MapValue) StoredForm.marked(target.schema(), left.attributes(), before.attributes());
    MapValue kept =
        (MapValue) StoredForm.withKept(target.schema(), attributes, before.attributes());
    return before.withAttributes(left.id(), kept);
  }

  private boolean delete(PlannedInstance planned) throws InterruptedException {
    ResourceRecord record = required(planned.record());
    ProviderHandle provider = providers.get(record.provider());
    ResourceType type = type(provider, record);
    if (!type.external()) {
      if (hasIntent(type, record.address())) {
        session.forget(record.address());
      } else {
        session.forgetStateOnly(record.address());
      }
      return true;
    }
    Intent intent =
        new Intent(
            record.address(),
            Intent.Operation.DELETE,
            keys.next(),
            record.type(),
            record.provider(),
            record.plugin(),
            MapValue.empty(),
            List.of(),
            ResourceRecord.Flags.NONE,
            record.schemaVersion(),
            session.revision());
    checkHeld();
    session.intend(intent);
    callDelete(provider, type, record, declaration(record.address()));
    session.forget(record.address());
    return true;
  }

  private boolean deleteDeposed(Step step) throws InterruptedException {
    ResourceRecord earlier = planned.deposed().get(step.key());
    PlannedInstance instance = planned.instances().get(step.address());
    ResourceRecord old =
        earlier != null ? earlier : required(instance == null ? null : instance.record());
    ProviderHandle provider = providers.get(old.provider());
    ResourceType type = type(provider, old);
    if (type.external()) {
      callDelete(provider, type, old, declaration(old.address()));
    }
    session.forgetDeposed(old);
    return true;
  }

  private void callDelete(
      ProviderHandle provider,
      ResourceType type,
      ResourceRecord record,
      @Nullable ResourceDeclaration declaration)
      throws InterruptedException {
    DeleteRequest request =
        new DeleteRequest(
            record.address().toString(),
            StoredForm.withoutWriteOnly(type.attributes(), record.attributes()),
            directory());
    Lifecycle lifecycle = declaration == null ? Lifecycle.DEFAULT : declaration.lifecycle();
    try {
      calls.call(
          provider,
          record.address(),
          lifecycle.timeout("delete", type),
          lifecycle.retry(),
          context -> {
            checkHeld();
            provider.provider().resource(type.name()).delete(request, context);
            return true;
          });
    } catch (ProviderException failure) {
      throw Calls.exception(failure, "cannot delete " + record.address(), declaration);
    }
  }

  private @Nullable ResourceDeclaration declaration(Address address) {
    return evaluation.platform().resource(address);
  }

  private static ResourceType type(ProviderHandle provider, ResourceRecord record) {
    ResourceType section = provider.plugin().sections().get(record.type());
    ResourceType type = section != null ? section : provider.plugin().types().get(record.type());
    if (type == null) {
      throw Diagnostic.error(
              Problem.PROVIDER_LACKS_TYPE,
              "the plugin " + provider.plugin() + " does not know " + record.type() + " any more")
          .detail(record.address() + " was made with it.")
          .hint("Install a version of the plugin that does.")
          .toException();
    }
    return type;
  }

  /** The attributes that a resource shall have, now that all it refers to is known. */
  private MapValue finalAttributes(Target target, @Nullable MapValue prior) {
    MapValue known = required(target.planned().planned());
    boolean inputsKnown = known.isWhollyKnown() || !refersToUnknown(target);
    return inputsKnown ? known : planner.planAgain(target.instance(), known, prior);
  }

  /** Whether anything that the user set was not known when it was planned. */
  private static boolean refersToUnknown(Target target) {
    return !target.declaration().body().isLiteral() || target.type().plans();
  }

  private void intend(Target target, Intent.Operation operation, String key, MapValue attributes)
      throws InterruptedException {
    checkHeld();
    Intent intent =
        new Intent(
            target.address(),
            operation,
            key,
            target.type().name(),
            target.declaration().provider(),
            target.type().plugin(),
            planner.stored(
                target.schema(),
                attributes,
                operation == Intent.Operation.CREATE ? target.address() : target.madeFor()),
            target.planned().recordedDependencies(),
            flags(target, false),
            target.type().schemaVersion(),
            session.revision());
    session.intend(intent);
  }

  /** Before each try of a call: who has lost his lease may not know yet that he has. */
  private void checkHeld() {
    if (!session.isHeld()) {
      throw Diagnostic.error(Problem.STATE_LEASE_LOST, "this apply has lost its lease")
          .detail("Somebody ended it, or the state could not be reached for too long.")
          .hint("Run paas apply again: it goes on from here.")
          .toException();
    }
  }

  private static ResourceRecord.Flags flags(Target target, boolean halfMade) {
    boolean createFirst = target.declaration().lifecycle().createBeforeDestroy();
    boolean keep = target.declaration().lifecycle().keepOnRemove();
    boolean protect = target.planned().protect();
    return ResourceRecord.Flags.of(halfMade, protect, createFirst, keep);
  }

  /** The record of what was made; makes its attributes known to what refers to it. */
  private ResourceRecord record(
      Target target, MapValue wanted, ObservedResource made, String key, boolean halfMade) {
    ResourceRecord before = target.planned().record();
    boolean same = before != null && before.key().equals(key);
    Address madeFor = same ? target.madeFor() : target.address();
    MapValue attributes = (MapValue) StoredForm.marked(target.schema(), made.attributes(), wanted);
    evaluation.set(target.instance(), attributes);
    MapValue stored =
        planner.stored(
            target.schema(),
            (MapValue) StoredForm.withKept(target.schema(), attributes, wanted),
            madeFor);
    ResourceRecord record =
        new ResourceRecord(
            target.address(),
            target.type().name(),
            target.declaration().provider(),
            target.type().plugin(),
            made.id(),
            key,
            stored,
            target.planned().recordedDependencies(),
            flags(target, halfMade),
            replaceWhen(target),
            target.type().schemaVersion(),
            session.revision(),
            madeFor);
    conditions.made(record);
    return record;
  }

  private Value replaceWhen(Target target) {
    Value values = target.planned().replaceWhen();
    return values.isWhollyKnown() ? values : planner.replaceWhen(target.instance());
  }

  private static void checkResult(Target target, MapValue wanted, ObservedResource made) {
    AttributeSchema schema = target.schema();
    ValuePath changed = ContractCheck.changedByApply(schema, wanted, made.attributes());
    ValuePath unknown =
        changed == null ? ContractCheck.unknown(ValuePath.root(), made.attributes()) : changed;
    if (unknown != null) {
      throw Diagnostic.error(
              Problem.PROVIDER_CONTRACT,
              "the provider "
                  + target.declaration().provider()
                  + " made "
                  + target.address()
                  + " with another value for "
                  + unknown
                  + " than was planned")
          .detail(
              (target.type().external() ? "It was made and is recorded. " : "")
                  + "That is a defect of the plugin "
                  + target.type().plugin()
                  + ".")
          .hint("Please report it to the plugin's authors.")
          .at(target.declaration().span(unknown))
          .toException();
    }
  }

  /** A call that reaches nothing outside. */
  private interface StateOnlyCall {
    ObservedResource make() throws ProviderException;
  }

  private ObservedResource stateOnly(
      Target target, String operation, MapValue wanted, StateOnlyCall call) {
    ObservedResource made;
    try {
      made = call.make();
    } catch (ProviderException failure) {
      throw Calls.exception(
          failure, "cannot " + operation + " " + target.address(), target.declaration());
    }
    checkResult(target, wanted, made);
    return made;
  }
}

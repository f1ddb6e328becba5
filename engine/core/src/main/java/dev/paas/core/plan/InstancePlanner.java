package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.expression.Expression;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.Meanings;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.Fingerprints;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans one resource: from what is declared and what is there to what happens to it. */
public final class InstancePlanner {
  private final Evaluation evaluation;
  private final ProviderPool providers;
  private final Supplier<Fingerprints> fingerprints;

  /**
   * @param evaluation what names stand for
   * @param providers asked where a type wants to be
   * @param fingerprints makes hashes of what is not kept
   */
  public InstancePlanner(
      Evaluation evaluation, ProviderPool providers, Supplier<Fingerprints> fingerprints) {
    this.evaluation = evaluation;
    this.providers = providers;
    this.fingerprints = fingerprints;
  }

  /**
   * What is there.
   *
   * @param record what is recorded, with the attributes as they were observed; {@code null} when
   *     there is nothing
   * @param recorded the attributes as they were recorded, to tell drift from the user's changes
   * @param gone whether it was recorded and is not there any more
   * @param adopted whether an interrupted apply made it
   * @param imported what its system calls it, when it existed before and is taken over; {@code
   *     null} otherwise
   * @param unfinished whether an interrupted apply was changing or deleting it
   * @param forceReplace whether the user wants it replaced
   */
  record Present(
      @Nullable ResourceRecord record,
      @Nullable MapValue recorded,
      boolean gone,
      boolean adopted,
      @Nullable String imported,
      boolean unfinished,
      boolean forceReplace) {}

  /**
   * A resource that was planned.
   *
   * @param configuration what the user wants, evaluated
   * @param planned the attributes that it shall have
   * @param replacements what cannot be changed in place
   * @param warnings what the provider wants the user to know
   * @param disruption what an update does to what runs in it
   */
  record Desired(
      MapValue configuration,
      MapValue planned,
      List<PlannedResource.Replacement> replacements,
      List<String> warnings,
      Disruption disruption) {}

  /** Plans an instance, and makes its attributes known to what refers to it. */
  PlannedInstance plan(Instance instance, Present present, List<Address> dependencies) {
    ResourceDeclaration declaration = instance.declaration();
    ResourceType type = declaration.type();
    ResourceRecord record = present.record();
    Address place = record == null ? instance.address() : record.madeFor();
    boolean otherType = record != null && !isSameType(record, declaration);
    MapValue prior = record == null || otherType ? null : record.attributes();
    MapValue configuration = configuration(instance, prior);
    Value replaceWhen = replaceWhen(instance);
    List<Reason> forced = forced(present, declaration, otherType, replaceWhen);
    Desired desired = desired(instance, configuration, prior);
    List<AttributeChange> differences = differences(instance, place, prior, desired.planned());
    if (prior != null) {
      differences = markForcing(differences, desired.replacements());
      addForcing(differences, desired.replacements(), forced);
    } else {
      differences = markDefaults(differences, configuration, type.attributes());
    }
    Action action = action(present, differences, forced);
    String imported = present.imported();
    if (imported != null && action == Action.REPLACE) {
      throw importReplaces(instance, imported, forced);
    }
    if (action == Action.REPLACE) {
      // What is made anew has nothing that could be left alone.
      Desired anew = desired(instance, configuration(instance, null), null);
      desired =
          new Desired(
              anew.configuration(),
              anew.planned(),
              desired.replacements(),
              desired.warnings(),
              Disruption.NONE);
      differences =
          markForcing(
              differences(instance, place, otherType ? null : prior, desired.planned()),
              desired.replacements());
    }
    boolean protect = protect(instance);
    if (action == Action.NONE && record != null && record.flags().protect() != protect) {
      action = Action.RECORD;
    }
    boolean guarded = protect || (record != null && record.flags().protect());
    if (action == Action.REPLACE && guarded) {
      throw protectedError(instance.address(), declaration, "replace", forced, ".");
    }
    evaluation.set(instance, desired.planned());
    MapValue recorded = record == null ? null : present.recorded();
    differences = withCauses(differences, recorded, type.attributes());
    Change change =
        new Change(
            instance.address(),
            type.name(),
            declaration.provider(),
            action,
            false,
            reasons(present, action, differences, forced),
            differences,
            record == null ? null : record.attributes(),
            desired.planned(),
            desired.warnings(),
            new Change.Impact(
                action == Action.UPDATE ? desired.disruption() : Disruption.NONE, guarded),
            null,
            null);
    return new PlannedInstance(
        imported == null ? change : change.imported(imported),
        instance,
        record,
        desired.planned(),
        dependencies,
        protect,
        replaceWhen);
  }

  /**
   * Plans an instance again at apply, when what it refers to is known.
   *
   * @param planned what was planned; what is known of it may not change
   * @param prior what is there now; {@code null} for something new
   * @return the attributes that it shall have
   * @throws DiagnosticException when that is not what was planned
   */
  public MapValue planAgain(Instance instance, MapValue planned, @Nullable MapValue prior) {
    Desired desired = desired(instance, configuration(instance, prior), prior);
    ResourceDeclaration declaration = instance.declaration();
    ValuePath changed =
        ContractCheck.changedByApply(declaration.type().attributes(), planned, desired.planned());
    boolean replaced = prior != null && !desired.replacements().isEmpty();
    if (changed != null || replaced) {
      throw Diagnostic.error(
              Problem.PLAN_OUTDATED, instance.address() + " is not what was planned any more")
          .detail(
              replaced
                  ? "It would have to be replaced."
                  : "`" + changed + "` has another value now than in the plan.")
          .hint("Plan again.")
          .at(declaration.span(changed == null ? ValuePath.root() : changed))
          .toException();
    }
    return desired.planned();
  }

  /** Whether what is planned differs from what is there. */
  public boolean differs(Instance instance, ResourceRecord record, MapValue planned) {
    return !differences(instance, record.madeFor(), record.attributes(), planned).isEmpty();
  }

  static boolean isSameType(ResourceRecord record, ResourceDeclaration declaration) {
    return record.type().equals(declaration.type().name())
        && record.plugin().equals(declaration.type().plugin())
        && record.provider().equals(declaration.provider());
  }

  /** What the user wants, with what is to be left alone as it is. */
  private MapValue configuration(Instance instance, @Nullable MapValue prior) {
    ResourceDeclaration declaration = instance.declaration();
    MapValue configuration = Configurations.of(instance, evaluation);
    return prior == null
        ? configuration
        : IgnoredChanges.apply(declaration.lifecycle().ignoreChanges(), configuration, prior);
  }

  /**
   * Checks what is declared as far as that can be done without its provider.
   *
   * @throws DiagnosticException when it is not valid
   */
  void check(Instance instance) {
    MapValue unused = configuration(instance, null);
  }

  /**
   * What the resource shall be.
   *
   * @param prior what it is now; {@code null} for something new
   */
  Desired desired(Instance instance, MapValue configuration, @Nullable MapValue prior) {
    ResourceDeclaration declaration = instance.declaration();
    ResourceType type = declaration.type();
    AttributeSchema schema = type.attributes();
    MapValue proposed = Proposal.of(schema, configuration, prior);
    MapValue computed = evaluation.engineComputed(instance);
    if (!computed.isEmpty()) {
      proposed = proposed.toBuilder().putAll(computed).build();
    }
    if (!type.plans()) {
      return new Desired(configuration, proposed, List.of(), List.of(), Disruption.NONE);
    }
    MapValue visible = prior == null ? null : StoredForm.withoutWriteOnly(schema, prior);
    PlanRequest request =
        new PlanRequest(
            instance.address().toString(),
            visible,
            configuration,
            proposed,
            evaluation.platform().directory());
    PlannedResource answer = ask(instance, request);
    MapValue planned = (MapValue) StoredForm.marked(schema, answer.attributes(), proposed);
    ValuePath broken =
        ContractCheck.changedByPlan(schema, configuration, proposed, planned, visible);
    if (broken != null) {
      throw Diagnostic.error(
              Problem.PROVIDER_CONTRACT,
              "the provider "
                  + declaration.provider()
                  + " planned another value for "
                  + broken
                  + " than the file has")
          .detail("That is a defect of the plugin " + type.plugin() + ". Nothing was changed.")
          .hint("Please report it to the plugin's authors.")
          .at(declaration.span(broken))
          .toException();
    }
    return new Desired(
        configuration, planned, answer.replacements(), answer.warnings(), answer.disruption());
  }

  private PlannedResource ask(Instance instance, PlanRequest request) {
    ResourceDeclaration declaration = instance.declaration();
    Provider provider = providers.get(declaration.provider()).provider();
    try {
      return provider.resource(declaration.type().name()).plan(request);
    } catch (ProviderException refused) {
      throw Calls.exception(refused, instance.address() + " cannot be made like this", declaration);
    } catch (RuntimeException defect) {
      throw Calls.exception(
          Calls.defect(defect), instance.address() + " cannot be planned", declaration);
    }
  }

  /** The differences between what is recorded and what is planned, hashes compared with hashes. */
  private List<AttributeChange> differences(
      Instance instance, Address place, @Nullable MapValue prior, MapValue planned) {
    AttributeSchema schema = instance.declaration().type().attributes();
    MapValue stored =
        prior == null
            ? StoredForm.withoutWriteOnly(schema, planned)
            : stored(schema, planned, place);
    return new ArrayList<>(Differ.differences(schema, prior, stored));
  }

  /**
   * Attributes as they are kept.
   *
   * @param address the address that the resource is or was made for
   */
  public MapValue stored(AttributeSchema schema, MapValue attributes, Address address) {
    return StoredForm.hashed(
        schema, attributes, address, (text, place) -> fingerprints.get().of(text, place));
  }

  /** The values of an instance's replaceWhen, as far as they are known by now. */
  public Value replaceWhen(Instance instance) {
    Expression expression = instance.declaration().lifecycle().replaceWhen();
    return expression == null ? Value.nullValue() : evaluation.evaluate(expression, instance);
  }

  private boolean protect(Instance instance) {
    Expression expression = instance.declaration().lifecycle().protect();
    if (expression == null) {
      return false;
    }
    Value value = evaluation.evaluate(expression, instance).unwrapped();
    if (value instanceof BooleanValue truth) {
      return truth.value();
    }
    throw Diagnostic.error(Problem.SCHEMA_WRONG_TYPE, "protect must be true or false")
        .detail(value.isUnknown() ? "It is known only after apply." : null)
        .at(expression.span())
        .toException();
  }

  private static List<Reason> forced(
      Present present, ResourceDeclaration declaration, boolean otherType, Value replaceWhen) {
    List<Reason> reasons = new ArrayList<>();
    ResourceRecord record = present.record();
    if (record == null) {
      return reasons;
    }
    if (otherType) {
      String before = record.type() + " of " + record.provider();
      String after = declaration.type().name() + " of " + declaration.provider();
      reasons.add(Reason.of(Reason.Kind.OTHER_TYPE, "it was " + before + " and becomes " + after));
    }
    if (record.flags().halfMade()) {
      reasons.add(Reason.of(Reason.Kind.UNFINISHED, "its creation failed half-way"));
    }
    if (present.forceReplace()) {
      reasons.add(Reason.of(Reason.Kind.REQUESTED, "--replace asks for it"));
    }
    addReplaceWhen(record.replaceWhen(), replaceWhen, reasons);
    return reasons;
  }

  private static void addReplaceWhen(Value before, Value after, List<Reason> reasons) {
    if (before.isNull() || after.isNull() || Meanings.same(before, after, AttributeSchema.ANY)) {
      return;
    }
    boolean lists =
        before.unwrapped() instanceof ListValue && after.unwrapped() instanceof ListValue;
    int index =
        lists ? firstDifference((ListValue) before.unwrapped(), (ListValue) after.unwrapped()) : 0;
    reasons.add(Reason.of(Reason.Kind.REPLACE_WHEN, "replaceWhen[" + index + "] changed"));
  }

  private static int firstDifference(ListValue before, ListValue after) {
    int shorter = Math.min(before.values().size(), after.values().size());
    for (int i = 0; i < shorter; i++) {
      if (!Meanings.same(before.values().get(i), after.values().get(i), AttributeSchema.ANY)) {
        return i;
      }
    }
    return shorter;
  }

  private static List<AttributeChange> markForcing(
      List<AttributeChange> differences, List<PlannedResource.Replacement> replacements) {
    if (replacements.isEmpty()) {
      return differences;
    }
    List<AttributeChange> marked = new ArrayList<>(differences.size());
    for (AttributeChange change : differences) {
      boolean forces =
          replacements.stream().anyMatch(cause -> change.path().startsWith(cause.path()));
      marked.add(forces ? change.forcing() : change);
    }
    return marked;
  }

  static List<AttributeChange> markDefaults(
      List<AttributeChange> differences, MapValue configuration, AttributeSchema schema) {
    List<AttributeChange> marked = new ArrayList<>(differences.size());
    for (AttributeChange change : differences) {
      String name = String.valueOf(change.path().steps().get(0));
      AttributeSchema attribute = schema.property(name);
      boolean isDefault =
          attribute != null
              && attribute.defaultValue() != null
              && configuration.getOrNull(name).isNull();
      marked.add(isDefault ? change.withCause(AttributeChange.Cause.DEFAULT) : change);
    }
    return marked;
  }

  private static void addForcing(
      List<AttributeChange> differences,
      List<PlannedResource.Replacement> replacements,
      List<Reason> forced) {
    for (PlannedResource.Replacement replacement : replacements) {
      forced.add(
          new Reason(
              Reason.Kind.FORCES_REPLACEMENT,
              replacement.path(),
              "`" + replacement.path() + "` forces replacement: " + replacement.why()));
    }
    for (AttributeChange change : differences) {
      boolean named =
          replacements.stream().anyMatch(cause -> change.path().startsWith(cause.path()));
      if (change.forcesReplacement() && !named) {
        forced.add(
            new Reason(
                Reason.Kind.FORCES_REPLACEMENT,
                change.path(),
                "`" + change.path() + "` forces replacement"));
      }
    }
  }

  private static Action action(
      Present present, List<AttributeChange> differences, List<Reason> forced) {
    if (present.record() == null) {
      return Action.CREATE;
    }
    if (!forced.isEmpty()) {
      return Action.REPLACE;
    }
    if (!differences.isEmpty() || present.unfinished()) {
      return Action.UPDATE;
    }
    if (present.imported() != null) {
      return Action.IMPORT;
    }
    return present.adopted() ? Action.ADOPT : Action.NONE;
  }

  private static List<Reason> reasons(
      Present present, Action action, List<AttributeChange> differences, List<Reason> forced) {
    List<Reason> reasons = new ArrayList<>(forced);
    switch (action) {
      case CREATE ->
          reasons.add(
              present.gone()
                  ? Reason.of(Reason.Kind.GONE, "it was deleted outside of paas")
                  : Reason.of(Reason.Kind.NOT_THERE, "it does not exist yet"));
      case UPDATE -> {
        if (present.unfinished()) {
          reasons.add(Reason.of(Reason.Kind.UNFINISHED, "an earlier apply was interrupted at it"));
        }
        if (present.adopted()) {
          reasons.add(
              Reason.of(Reason.Kind.UNFINISHED, "an interrupted apply made it, not completely"));
        }
        if (!differences.isEmpty()) {
          reasons.add(
              isDriftOnly(differences)
                  ? Reason.of(Reason.Kind.DRIFTED, "it was changed outside of paas")
                  : Reason.of(Reason.Kind.CHANGED, changed(differences)));
        }
      }
      case ADOPT -> reasons.add(Reason.of(Reason.Kind.UNFINISHED, "an interrupted apply made it"));
      case RECORD -> reasons.add(Reason.of(Reason.Kind.CHANGED, "`protect` changes"));
      case REPLACE, DELETE, FORGET, IMPORT, MOVE, READ, NONE -> reasons.addAll(List.of());
    }
    return reasons;
  }

  /** Whether the file is as it was, so that only what was changed outside is changed back. */
  private static boolean isDriftOnly(List<AttributeChange> differences) {
    boolean any = false;
    for (AttributeChange change : differences) {
      boolean drift = change.cause() == AttributeChange.Cause.DRIFT;
      if (!drift && change.cause() != AttributeChange.Cause.COMPUTED) {
        return false;
      }
      any |= drift;
    }
    return any;
  }

  private static String changed(List<AttributeChange> differences) {
    List<String> names = new ArrayList<>();
    for (AttributeChange change : differences) {
      String name = "`" + change.path().steps().get(0) + "`";
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    if (names.size() > 3) {
      int more = names.size() - 2;
      names = new ArrayList<>(names.subList(0, 2));
      names.add(more + " more attributes");
    }
    return String.join(", ", names) + (differences.size() == 1 ? " changes" : " change");
  }

  /** What was changed outside and is changed back is drift, not a change of the user's. */
  private static List<AttributeChange> withCauses(
      List<AttributeChange> differences, @Nullable MapValue recorded, AttributeSchema schema) {
    if (recorded == null) {
      return differences;
    }
    List<AttributeChange> marked = new ArrayList<>(differences.size());
    for (AttributeChange change : differences) {
      Value was = change.path().in(recorded);
      AttributeSchema attribute = schema.at(change.path());
      Value after = change.after();
      boolean back =
          after == null
              ? was == null
              : was != null
                  && Meanings.same(was, after, attribute == null ? AttributeSchema.ANY : attribute);
      marked.add(back ? change.withCause(AttributeChange.Cause.DRIFT) : change);
    }
    return marked;
  }

  private static DiagnosticException importReplaces(
      Instance instance, String imported, List<Reason> reasons) {
    ValuePath path = reasons.get(0).path();
    return Diagnostic.error(
            Problem.IMPORT_REPLACES,
            imported
                + " is not what the file has at "
                + instance.address()
                + ": it would be replaced at once")
        .detail("Because " + reasons.get(0).text() + ". Nothing was changed.")
        .hint("Change the file so that it fits what is there.")
        .at(instance.declaration().span(path == null ? ValuePath.root() : path))
        .toException();
  }

  static DiagnosticException protectedError(
      Address address,
      @Nullable ResourceDeclaration declaration,
      String doing,
      List<Reason> reasons,
      String otherwise) {
    return Diagnostic.error(
            Problem.RESOURCE_PROTECTED, address + " is protected: this plan would " + doing + " it")
        .detail(reasons.isEmpty() ? null : "Because " + reasons.get(0).text() + ".")
        .hint("To allow it, apply it with protect: false first" + otherwise)
        .at(declaration == null ? null : declaration.key().span())
        .toException();
  }
}

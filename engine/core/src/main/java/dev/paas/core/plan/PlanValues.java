package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.git.WorkTree;
import dev.paas.core.state.Move;
import dev.paas.core.state.RecordValues;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans as values, and back: what {@code schema/plan.schema.json} describes. Unknown and sensitive
 * values stay what they are; whoever writes the value down decides what becomes of them.
 */
final class PlanValues {
  /** The version of the form. */
  static final String FORMAT = "paas/plan/v1";

  private PlanValues() {}

  static MapValue of(Plan plan) {
    return MapValue.builder()
        .put("format", FORMAT)
        .put("platform", plan.platform().name())
        .put("environment", plan.platform().environment())
        .put("destroy", plan.destroy())
        .put("summary", summary(plan))
        .put("moves", moves(plan.moves().moves()))
        .put("changes", list(plan.changes(), PlanValues::change))
        .put("drift", list(plan.drift(), PlanValues::drift))
        .put("deferred", list(plan.deferred(), PlanValues::deferred))
        .put("outputs", list(plan.outputs(), PlanValues::output))
        .put("steps", list(plan.steps(), PlanValues::step))
        .put("checks", list(plan.checks(), PlanValues::check))
        .put("policies", list(plan.policies(), PlanValues::policy))
        .build();
  }

  private static MapValue summary(Plan plan) {
    return PolicyView.summary(plan);
  }

  private static MapValue change(Change change) {
    MapValue.Builder value =
        MapValue.builder()
            .put("address", change.address().toString())
            .put("type", change.type())
            .put("provider", change.provider())
            .put("action", lower(change.action()));
    if (change.action() == Action.REPLACE) {
      value.put("createFirst", change.createFirst());
    }
    putIfPresent(value, "imported", change.imported() == null ? null : Value.of(change.imported()));
    Address from = change.movedFrom();
    if (from != null) {
      value.put("movedFrom", from.toString());
    }
    value
        .put("reasons", list(change.reasons(), PlanValues::reason))
        .put("differences", list(change.differences(), PlanValues::difference));
    putIfPresent(value, "before", change.before());
    putIfPresent(value, "after", change.after());
    if (!change.notes().isEmpty()) {
      value.put("notes", Value.strings(change.notes()));
    }
    if (change.impact().disruption() != Disruption.NONE) {
      value.put("disruption", lower(change.impact().disruption()));
    }
    if (change.impact().isProtected()) {
      value.put("protected", true);
    }
    return value.build();
  }

  private static MapValue reason(Reason reason) {
    MapValue.Builder value = MapValue.builder().put("kind", lower(reason.kind()));
    ValuePath path = reason.path();
    if (path != null) {
      value.put("path", path(path));
    }
    return value.put("text", reason.text()).build();
  }

  private static MapValue difference(AttributeChange change) {
    MapValue.Builder value = MapValue.builder().put("path", path(change.path()));
    putIfPresent(value, "before", change.before());
    putIfPresent(value, "after", change.after());
    value.put("cause", lower(change.cause()));
    if (change.forcesReplacement()) {
      value.put("forcesReplacement", true);
    }
    if (change.writeOnly()) {
      value.put("writeOnly", true);
    }
    return value.build();
  }

  private static MapValue drift(Drift drift) {
    return MapValue.builder()
        .put("address", drift.address().toString())
        .put("gone", drift.gone())
        .put("differences", list(drift.differences(), PlanValues::difference))
        .build();
  }

  private static MapValue deferred(Deferred one) {
    MapValue.Builder value =
        MapValue.builder()
            .put("address", one.address().toString())
            .put("cause", lower(one.cause()))
            .put("waitsFor", one.waitsFor())
            .put("target", one.target())
            .put("at", one.at());
    if (one.atMost().isPresent()) {
      value.put("atMost", one.atMost().getAsLong());
    }
    return value
        .put("text", one.text())
        .put("changes", list(one.changes(), PlanValues::change))
        .build();
  }

  private static MapValue output(OutputChange output) {
    MapValue.Builder value =
        MapValue.builder()
            .put("name", output.name())
            .put("description", output.description())
            .put("changes", output.changes());
    putIfPresent(value, "before", output.before());
    putIfPresent(value, "after", output.after());
    return value.build();
  }

  private static MapValue step(Step step) {
    MapValue.Builder value =
        MapValue.builder()
            .put("id", step.id())
            .put("kind", lower(step.kind()))
            .put("address", step.address().toString());
    if (!step.key().isEmpty()) {
      value.put("key", step.key());
    }
    List<Value> after = new ArrayList<>();
    step.after().forEach(id -> after.add(Value.of(id)));
    value.put("after", Value.list(after));
    if (step.rolling()) {
      value.put("rolling", true);
    }
    return value.build();
  }

  private static MapValue check(CheckOutcome check) {
    Diagnostic problem = check.problem();
    MapValue.Builder value =
        MapValue.builder()
            .put("name", check.name())
            .put("outcome", lower(check.outcome()))
            .put("severity", check.warns() ? "warn" : "error");
    if (problem != null) {
      value.put("message", problem.summary());
      value.putIfPresent("detail", problem.detail());
    }
    return value.build();
  }

  private static CheckOutcome readCheck(MapValue value) {
    boolean warns = value.getString("severity", "").equals("warn");
    String message = value.getString("message");
    return new CheckOutcome(
        value.getString("name", ""),
        constant(Conditions.Outcome.class, value.getString("outcome", "")),
        warns,
        message == null
            ? null
            : (warns
                    ? Diagnostic.warning(Problem.CHECK_FAILED, message)
                    : Diagnostic.error(Problem.CHECK_FAILED, message))
                .detail(value.getString("detail"))
                .build());
  }

  private static MapValue policy(PolicyOutcome policy) {
    return MapValue.builder()
        .put("name", policy.name())
        .put("severity", policy.warns() ? "warn" : "deny")
        .put("outcome", lower(policy.outcome()))
        .put("violations", list(policy.violations(), PlanValues::violation))
        .put("open", addresses(policy.open()))
        .build();
  }

  private static MapValue violation(PolicyOutcome.Violation violation) {
    MapValue.Builder value = MapValue.builder();
    Address address = violation.address();
    value.putIfPresent("address", address == null ? null : address.toString());
    return value
        .put("at", violation.at())
        .put("message", violation.problem().summary())
        .putIfPresent("detail", violation.problem().detail())
        .build();
  }

  private static PolicyOutcome readPolicy(MapValue value) {
    boolean warns = value.getString("severity", "").equals("warn");
    return new PolicyOutcome(
        value.getString("name", ""),
        warns,
        read(value.getList("violations"), violation -> readViolation(violation, warns)),
        List.copyOf(addresses(value.getList("open"))));
  }

  private static PolicyOutcome.Violation readViolation(MapValue value, boolean warns) {
    String message = value.getString("message", "");
    return new PolicyOutcome.Violation(
        value.has("address") ? Address.parse(value.getString("address", "")) : null,
        value.getString("at", ""),
        (warns
                ? Diagnostic.warning(Problem.POLICY_WARNED, message)
                : Diagnostic.error(Problem.POLICY_DENIED, message))
            .detail(value.getString("detail"))
            .build());
  }

  private static Value path(ValuePath path) {
    List<Value> steps = new ArrayList<>();
    path.steps()
        .forEach(
            step ->
                steps.add(
                    step instanceof Integer index ? Value.of(index) : Value.of((String) step)));
    return Value.list(steps);
  }

  /** Where a folder stands in git; null for nowhere. */
  static Value of(@Nullable WorkTree workTree) {
    return workTree == null
        ? Value.nullValue()
        : MapValue.builder()
            .put("commit", workTree.commit())
            .put("branch", workTree.branch())
            .put("dirty", workTree.dirty())
            .build();
  }

  static @Nullable WorkTree workTree(Value value) {
    return value instanceof MapValue map
        ? new WorkTree(
            map.getString("commit", ""),
            map.getString("branch", ""),
            map.getBoolean("dirty", false))
        : null;
  }

  /** What planning corrected, for saved plans. */
  static MapValue of(Plan.Corrections corrections) {
    return MapValue.builder()
        .put("records", list(corrections.records(), RecordValues::of))
        .put("adopted", list(corrections.adopted(), RecordValues::of))
        .put("deposed", list(corrections.deposed(), RecordValues::of))
        .put("settled", addresses(corrections.settled()))
        .put("gone", addresses(corrections.gone()))
        .build();
  }

  static Plan.Corrections corrections(MapValue value) {
    return new Plan.Corrections(
        records(value.getList("records")),
        records(value.getList("adopted")),
        records(value.getList("deposed")),
        addresses(value.getList("settled")),
        addresses(value.getList("gone")));
  }

  static ListValue moves(List<Move> moves) {
    return list(
        moves,
        move ->
            MapValue.builder()
                .put("from", move.from().toString())
                .put("to", move.to().toString())
                .build());
  }

  static List<Move> moves(ListValue list) {
    return read(
        list,
        move ->
            new Move(
                Address.parse(move.getString("from", "")),
                Address.parse(move.getString("to", ""))));
  }

  static List<ResourceRecord> records(ListValue list) {
    return read(list, RecordValues::from);
  }

  static ListValue addresses(Collection<Address> addresses) {
    return list(addresses, address -> Value.of(address.toString()));
  }

  static SortedSet<Address> addresses(ListValue list) {
    SortedSet<Address> addresses = new TreeSet<>();
    list.texts().forEach(text -> addresses.add(Address.parse(text)));
    return addresses;
  }

  static <T> ListValue list(Collection<T> items, Function<T, ? extends Value> form) {
    List<Value> values = new ArrayList<>(items.size());
    items.forEach(item -> values.add(form.apply(item)));
    return Value.list(values);
  }

  private static void putIfPresent(MapValue.Builder builder, String name, @Nullable Value value) {
    if (value != null) {
      builder.put(name, value);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * The plan that {@link #of(Plan)} made the value of.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static Plan plan(
      MapValue value, long stateRevision, PlannedMoves moves, Plan.Corrections corrections) {
    return new Plan(
        new PlatformIdentity(value.getString("platform", ""), value.getString("environment", "")),
        stateRevision,
        value.getBoolean("destroy", false),
        read(value.getList("changes"), PlanValues::readChange),
        (int) value.getMap("summary").getLong("unchanged").orElse(0),
        read(value.getList("drift"), PlanValues::readDrift),
        read(value.getList("deferred"), PlanValues::readDeferred),
        read(value.getList("outputs"), PlanValues::readOutput),
        read(value.getList("steps"), PlanValues::readStep),
        moves,
        corrections,
        read(value.getList("checks"), PlanValues::readCheck),
        read(value.getList("policies"), PlanValues::readPolicy),
        List.of());
  }

  static <T> List<T> read(ListValue list, Function<MapValue, T> form) {
    List<T> items = new ArrayList<>(list.values().size());
    for (Value item : list.values()) {
      if (!(item instanceof MapValue map)) {
        throw new IllegalArgumentException("a map is expected");
      }
      items.add(form.apply(map));
    }
    return items;
  }

  private static Change readChange(MapValue value) {
    return new Change(
        Address.parse(value.getString("address", "")),
        value.getString("type", ""),
        value.getString("provider", ""),
        constant(Action.class, value.getString("action", "")),
        value.getBoolean("createFirst", false),
        read(value.getList("reasons"), PlanValues::readReason),
        read(value.getList("differences"), PlanValues::readDifference),
        value.has("before") ? value.getMap("before") : null,
        value.has("after") ? value.getMap("after") : null,
        value.getList("notes").texts(),
        new Change.Impact(
            constant(Disruption.class, value.getString("disruption", "none")),
            value.getBoolean("protected", false)),
        value.getString("imported"),
        value.has("movedFrom") ? Address.parse(value.getString("movedFrom", "")) : null);
  }

  private static Reason readReason(MapValue value) {
    return new Reason(
        constant(Reason.Kind.class, value.getString("kind", "")),
        value.has("path") ? readPath(value.getList("path")) : null,
        value.getString("text", ""));
  }

  private static AttributeChange readDifference(MapValue value) {
    return new AttributeChange(
        readPath(value.getList("path")),
        value.get("before"),
        value.get("after"),
        constant(AttributeChange.Cause.class, value.getString("cause", "")),
        value.getBoolean("forcesReplacement", false),
        value.getBoolean("writeOnly", false));
  }

  private static ValuePath readPath(ListValue steps) {
    List<Object> path = new ArrayList<>();
    for (Value step : steps.values()) {
      if (step instanceof IntegerValue index) {
        path.add((int) index.value());
      } else {
        path.add(String.valueOf(Value.textOf(step)));
      }
    }
    return new ValuePath(path);
  }

  private static Drift readDrift(MapValue value) {
    return new Drift(
        Address.parse(value.getString("address", "")),
        value.getOrNull("gone") instanceof BooleanValue gone && gone.value(),
        read(value.getList("differences"), PlanValues::readDifference));
  }

  private static Deferred readDeferred(MapValue value) {
    return new Deferred(
        Address.parse(value.getString("address", "")),
        constant(Deferred.Cause.class, value.getString("cause", "")),
        value.getString("waitsFor", ""),
        value.getString("target", ""),
        value.getString("at", ""),
        value.getLong("atMost"),
        read(value.getList("changes"), PlanValues::readChange));
  }

  private static OutputChange readOutput(MapValue value) {
    return new OutputChange(
        value.getString("name", ""),
        value.getString("description", ""),
        value.get("before"),
        value.get("after"));
  }

  private static Step readStep(MapValue value) {
    List<Integer> after = new ArrayList<>();
    for (Value id : value.getList("after").values()) {
      after.add((int) ((IntegerValue) id).value());
    }
    return new Step(
        (int) value.getLong("id").orElse(0),
        constant(Step.Kind.class, value.getString("kind", "")),
        Address.parse(value.getString("address", "")),
        value.getString("key", ""),
        after,
        value.getBoolean("rolling", false));
  }
}

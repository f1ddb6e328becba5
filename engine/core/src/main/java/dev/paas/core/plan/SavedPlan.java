package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.git.WorkTree;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.RecordValues;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A plan that is kept in a file until it is carried out.
 *
 * @param origin what it was made from
 * @param plan the plan
 * @param options what the user wanted of it: what it defers is planned with the same
 * @param instances the resources to which something happens
 * @param reads the records that it was made from: address to the revision of the store at which
 *     each was last written, 0 for one that was not there
 * @param deposed what earlier applies had replaced and not deleted
 * @param createFirst addresses of what is to be created before it is destroyed
 * @param lookups what was read while planning
 */
public record SavedPlan(
    Origin origin,
    Plan plan,
    PlanOptions options,
    List<SavedInstance> instances,
    Map<Address, Long> reads,
    List<ResourceRecord> deposed,
    Set<Address> createFirst,
    Map<Address, MapValue> lookups) {
  private static final String FORMAT = "paas/saved-plan/v1";

  /**
   * What a plan was made from.
   *
   * @param maker who made it
   * @param plugins the version of each plugin whose resources it changes, by name
   * @param file the platform's file, as it was named
   * @param configuration the digest of the platform's files
   * @param lineage which state
   * @param time the time that expressions were told
   * @param variables the values of the variables
   * @param files what expressions read of files; sensitive, whatever is in them
   */
  public record Origin(
      Maker maker,
      Map<String, String> plugins,
      String file,
      String configuration,
      String lineage,
      Instant time,
      MapValue variables,
      MapValue files) {
    public Origin {
      plugins = Collections.unmodifiableMap(new TreeMap<>(plugins));
    }
  }

  /**
   * Who made a plan, and with what.
   *
   * @param version the version of paas
   * @param by the user and the machine
   * @param workTree where the platform's folder stood; {@code null} outside of a work tree of git
   */
  public record Maker(String version, String by, @Nullable WorkTree workTree) {}

  /**
   * A resource to which something happens.
   *
   * @param address its address
   * @param record what was there; {@code null} for nothing
   * @param planned the attributes that it shall have, without write-only ones; {@code null} when it
   *     shall not be there
   * @param dependencies what it refers to by the file
   * @param protect whether it is protected from now on
   * @param replaceWhen the values of its replaceWhen
   */
  public record SavedInstance(
      Address address,
      @Nullable ResourceRecord record,
      @Nullable MapValue planned,
      List<Address> dependencies,
      boolean protect,
      Value replaceWhen) {

    public SavedInstance {
      dependencies = List.copyOf(dependencies);
    }
  }

  public SavedPlan {
    instances = List.copyOf(instances);
    reads = Collections.unmodifiableMap(new TreeMap<>(reads));
    deposed = List.copyOf(deposed);
    createFirst = Set.copyOf(createFirst);
    lookups = Collections.unmodifiableMap(new TreeMap<>(lookups));
  }

  /** What must be kept of a plan to carry it out later. */
  public static SavedPlan of(PlannedPlatform planned, Origin origin) {
    List<SavedInstance> instances = new ArrayList<>();
    Map<Address, Long> reads = new TreeMap<>();
    PlatformState state = planned.state();
    for (Change change : planned.plan().changes()) {
      PlannedInstance instance = planned.instances().get(change.address());
      if (instance == null) {
        continue;
      }
      Instance of = instance.instance();
      MapValue attributes = instance.planned();
      instances.add(
          new SavedInstance(
              change.address(),
              instance.record(),
              of == null || attributes == null
                  ? null
                  : StoredForm.withoutWriteOnly(of.declaration().type().attributes(), attributes),
              instance.dependencies(),
              instance.protect(),
              instance.replaceWhen()));
      if (change.action() != Action.READ) {
        reads.put(change.address(), state.recordRevision(change.address()));
      }
    }
    for (Step step : planned.plan().steps()) {
      if (step.kind() == Step.Kind.CHECK) {
        reads.put(step.address(), state.recordRevision(step.address()));
      }
    }
    SortedSet<Address> written = planned.relocation().touched();
    written.addAll(planned.plan().corrections().addresses());
    written.forEach(address -> reads.put(address, state.recordRevision(address)));
    planned
        .readFor(planned.plan().changes().stream().map(Change::address).toList())
        .forEach(address -> reads.put(address, state.recordRevision(address)));
    return new SavedPlan(
        origin,
        planned.plan(),
        planned.options(),
        instances,
        reads,
        List.copyOf(planned.deposed().values()),
        planned.createFirst(),
        planned.lookups());
  }

  /** This plan as a value; sensitive parts stay wrapped. */
  public MapValue toValue() {
    MapValue.Builder revisions = MapValue.builder();
    reads.forEach((address, revision) -> revisions.put(address.toString(), revision));
    return MapValue.builder()
        .put("format", FORMAT)
        .put("version", origin.maker().version())
        .put("by", origin.maker().by())
        .put("git", PlanValues.of(origin.maker().workTree()))
        .put("plugins", plugins(origin))
        .put("file", origin.file())
        .put("configuration", origin.configuration())
        .put("lineage", origin.lineage())
        .put("time", origin.time().toString())
        .put("stateRevision", plan.stateRevision())
        .put("variables", origin.variables())
        .put("files", origin.files())
        .put("plan", PlanValues.of(plan))
        .put("options", optionsValue(options))
        .put("instances", PlanValues.list(instances, SavedPlan::instanceValue))
        .put("reads", revisions.build())
        .put("corrections", PlanValues.of(plan.corrections()))
        .put("movesDone", PlanValues.moves(plan.moves().done()))
        .put("movesUndone", PlanValues.moves(plan.moves().undone()))
        .put("deposed", PlanValues.list(deposed, RecordValues::of))
        .put("createFirst", PlanValues.addresses(new java.util.TreeSet<>(createFirst)))
        .put("lookups", PlanValues.list(lookups.entrySet(), SavedPlan::lookupValue))
        .build();
  }

  private static MapValue plugins(Origin origin) {
    MapValue.Builder versions = MapValue.builder();
    origin.plugins().forEach(versions::put);
    return versions.build();
  }

  private static Map<String, String> plugins(MapValue versions) {
    Map<String, String> plugins = new TreeMap<>();
    versions.keys().forEach(name -> plugins.put(name, versions.getString(name, "")));
    return plugins;
  }

  private static MapValue lookupValue(Map.Entry<Address, MapValue> lookup) {
    return MapValue.builder()
        .put("address", lookup.getKey().toString())
        .put("attributes", lookup.getValue())
        .build();
  }

  private static MapValue optionsValue(PlanOptions options) {
    return MapValue.builder()
        .put("mode", options.mode().name())
        .put("refresh", options.refresh())
        .put("targets", PlanValues.addresses(options.targets()))
        .put("replace", PlanValues.addresses(options.replace()))
        .put("exclude", PlanValues.addresses(options.exclude()))
        .put("staged", options.staged())
        .build();
  }

  private static PlanOptions readOptions(MapValue value) {
    return new PlanOptions(
        PlanOptions.Mode.valueOf(value.getString("mode", "")),
        value.getBoolean("refresh", true),
        List.copyOf(PlanValues.addresses(value.getList("targets"))),
        List.copyOf(PlanValues.addresses(value.getList("replace"))),
        List.copyOf(PlanValues.addresses(value.getList("exclude"))),
        value.getBoolean("staged", true));
  }

  private static MapValue instanceValue(SavedInstance instance) {
    MapValue.Builder value = MapValue.builder().put("address", instance.address().toString());
    ResourceRecord record = instance.record();
    MapValue planned = instance.planned();
    if (record != null) {
      value.put("record", RecordValues.of(record));
    }
    if (planned != null) {
      value.put("planned", planned);
    }
    return value
        .put("dependencies", PlanValues.addresses(instance.dependencies()))
        .put("protect", instance.protect())
        .put("replaceWhen", instance.replaceWhen())
        .build();
  }

  /**
   * Reads a plan.
   *
   * @param name how messages call it
   * @throws DiagnosticException when it is not one
   */
  public static SavedPlan from(Value value, String name) {
    if (!(value instanceof MapValue map) || !map.getString("format", "").equals(FORMAT)) {
      throw notAPlan(name, "It does not say that it is of the format " + FORMAT + ".");
    }
    try {
      Map<Address, Long> reads = new LinkedHashMap<>();
      MapValue revisions = map.getMap("reads");
      revisions
          .keys()
          .forEach(
              address -> reads.put(Address.parse(address), revisions.getLong(address).orElse(0)));
      return new SavedPlan(
          new Origin(
              new Maker(
                  map.getString("version", ""),
                  map.getString("by", ""),
                  PlanValues.workTree(map.getOrNull("git"))),
              plugins(map.getMap("plugins")),
              map.getString("file", ""),
              map.getString("configuration", ""),
              map.getString("lineage", ""),
              Instant.parse(map.getString("time", "")),
              map.getMap("variables"),
              map.getMap("files")),
          PlanValues.plan(
              map.getMap("plan"),
              map.getLong("stateRevision").orElse(0),
              moves(map),
              PlanValues.corrections(map.getMap("corrections"))),
          readOptions(map.getMap("options")),
          PlanValues.read(map.getList("instances"), SavedPlan::readInstance),
          reads,
          PlanValues.records(map.getList("deposed")),
          new LinkedHashSet<>(PlanValues.addresses(map.getList("createFirst"))),
          readLookups(map.getList("lookups")));
    } catch (IllegalArgumentException | DateTimeException | ClassCastException damaged) {
      throw notAPlan(name, "It is damaged: " + damaged.getMessage() + ".");
    }
  }

  private static Map<Address, MapValue> readLookups(ListValue list) {
    Map<Address, MapValue> lookups = new LinkedHashMap<>();
    PlanValues.read(list, Function.identity())
        .forEach(
            each ->
                lookups.put(
                    Address.parse(each.getString("address", "")), each.getMap("attributes")));
    return lookups;
  }

  private static PlannedMoves moves(MapValue map) {
    return new PlannedMoves(
        PlanValues.moves(map.getMap("plan").getList("moves")),
        PlanValues.moves(map.getList("movesDone")),
        PlanValues.moves(map.getList("movesUndone")));
  }

  private static SavedInstance readInstance(MapValue value) {
    return new SavedInstance(
        Address.parse(value.getString("address", "")),
        value.has("record") ? RecordValues.from(value.getMap("record")) : null,
        value.has("planned") ? value.getMap("planned") : null,
        new ArrayList<>(PlanValues.addresses(value.getList("dependencies"))),
        value.getBoolean("protect", false),
        value.getOrNull("replaceWhen"));
  }

  private static DiagnosticException notAPlan(String name, String why) {
    return Diagnostic.error(Problem.PLAN_FILE, name + " is not a saved plan")
        .detail(why)
        .hint("paas plan --out " + name + " writes one.")
        .toException();
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.ImportTargets;
import dev.paas.core.evaluation.ImportTargets.Target;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.provider.ProviderPool;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.Relocation;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds what exists already and shall belong to the platform. */
final class Importer {
  private final Map<Address, Target> targets;
  private final PlatformState state;
  private final ProviderPool providers;
  private final Calls calls;
  private final Observations observations;
  private final Map<List<String>, Address> known = new HashMap<>();

  /**
   * @param targets what is to be imported
   * @param observations gets what is found
   */
  Importer(
      Map<Address, ImportTargets.Target> targets,
      PlatformState state,
      ProviderPool providers,
      Calls calls,
      Observations observations) {
    this.targets = targets;
    this.state = state;
    this.providers = providers;
    this.calls = calls;
    this.observations = observations;
    if (!targets.isEmpty()) {
      for (ResourceRecord record : state.records().values()) {
        known.put(List.of(record.provider(), record.type(), record.id()), record.address());
      }
    }
  }

  /**
   * Looks for what shall be at an address, unless something is recorded there.
   *
   * @throws DiagnosticException when there is no such thing, or it cannot be taken over
   */
  void find(Address address, ResourceDeclaration declaration) throws InterruptedException {
    Target target = targets.get(address);
    if (target == null || state.record(address) != null || state.intents().containsKey(address)) {
      return;
    }
    ResourceType type = declaration.type();
    ObservedResource found =
        find(calls, providers.get(declaration.provider()), type, target, declaration);
    Address other =
        known.putIfAbsent(List.of(declaration.provider(), type.name(), found.id()), address);
    if (other != null) {
      throw Diagnostic.error(Problem.IMPORT_INVALID, target.id() + " is " + other + " already")
          .detail("One thing has one address.")
          .hint("To give it another address, use moved.")
          .at(target.span())
          .toException();
    }
    MapValue attributes = (MapValue) StoredForm.marked(type.attributes(), found.attributes(), null);
    observations.takeOver(
        new ResourceRecord(
            address,
            type.name(),
            declaration.provider(),
            type.plugin(),
            found.id(),
            key(address, target.id()),
            attributes,
            List.of(),
            ResourceRecord.Flags.NONE,
            Value.nullValue(),
            type.schemaVersion(),
            state.applyRevision() + 1),
        target.id());
  }

  /** What tells it from others at the address, as its key does with what paas has made. */
  private static String key(Address address, String id) {
    byte[] name = (address + "\n" + id).getBytes(StandardCharsets.UTF_8);
    return "imported-" + UUID.nameUUIDFromBytes(name);
  }

  /**
   * Asks a provider for something that exists.
   *
   * @param declaration where to point in an error
   */
  static ObservedResource find(
      Calls calls,
      ProviderHandle provider,
      ResourceType type,
      Target target,
      @Nullable ResourceDeclaration declaration)
      throws InterruptedException {
    if (!type.imports()) {
      throw Diagnostic.error(Problem.IMPORT_INVALID, target.address() + " cannot be imported")
          .detail("The plugin " + type.plugin() + " cannot find " + type.name() + " by an id.")
          .at(target.span())
          .toException();
    }
    Optional<ObservedResource> found;
    try {
      found =
          calls.call(
              provider,
              target.address(),
              type.timeout("read"),
              context ->
                  provider
                      .provider()
                      .resource(type.name())
                      .importById(
                          new ImportRequest(target.address().toString(), target.id()), context));
    } catch (ProviderException failure) {
      throw Calls.exception(failure, "cannot import " + target.address(), declaration);
    }
    return found.orElseThrow(
        () ->
            Diagnostic.error(
                    Problem.IMPORT_NOT_FOUND,
                    "there is no " + target.id() + " for " + target.address())
                .detail(
                    "The plugin "
                        + type.plugin()
                        + " finds nothing of "
                        + type.name()
                        + " under that id.")
                .hint("Check the id, or remove the entry to have it made.")
                .at(target.span())
                .toException());
  }

  /**
   * What is to be imported must be in the file.
   *
   * @param open declarations of which it is not known yet
   */
  void check(Collection<Address> instances, Predicate<Address> open, Diagnostics diagnostics) {
    Set<String> names = new TreeSet<>();
    for (Target target : targets.values()) {
      if (!instances.contains(target.address()) && !open.test(target.address().declaration())) {
        if (names.isEmpty()) {
          instances.forEach(instance -> names.add(instance.toString()));
        }
        diagnostics.add(
            Diagnostic.error(
                    Problem.IMPORT_INVALID,
                    "there is no " + target.address() + " in the file to import to")
                .detail("It must be declared, so that it can be kept as it shall be.")
                .hint(DidYouMean.hint(target.address().toString(), names))
                .at(target.span()));
      }
    }
  }

  /** A plan that records what is imported to an address, and does nothing else. */
  static PlannedPlatform only(PlannedPlatform all, Address address) {
    Plan plan = all.plan();
    PlannedInstance instance = Objects.requireNonNull(all.instances().get(address));
    Change change = instance.change().onlyImported();
    List<ResourceRecord> records =
        plan.corrections().adopted().stream()
            .filter(record -> record.address().equals(address))
            .toList();
    Plan only =
        new Plan(
            plan.platform(),
            plan.stateRevision(),
            false,
            List.of(change),
            0,
            List.of(),
            List.of(),
            plan.outputs(),
            List.of(),
            PlannedMoves.NONE,
            new Plan.Corrections(List.of(), records, List.of(), new TreeSet<>(), new TreeSet<>()),
            List.of(),
            List.of(),
            plan.warnings());
    return new PlannedPlatform(
        only,
        all.options(),
        Relocation.none(all.state()),
        all.evaluation(),
        all.instances(),
        all.deposed(),
        all.createFirst(),
        all.lookups());
  }
}

package dev.paas.core.upkeep;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.Closure;
import dev.paas.core.state.Intent;
import dev.paas.core.state.ResourceRecord;
import dev.paas.core.state.StateEntries;
import dev.paas.core.state.StateEntries.Inspected;
import dev.paas.core.state.StateRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks through a state for what is wrong with it, in itself and to the installed plugins. Asks no
 * provider, and writes nothing.
 *
 * <p>Errors are what an apply would stumble over, or make something of that nobody wants; warnings
 * are what the next apply settles by itself.
 */
public final class Verification {
  private final StateRepository repository;
  private final PluginCatalog plugins;
  private final Predicate<Address> mayBeEmpty;
  private final List<Finding> findings = new ArrayList<>();
  private int entries;

  /**
   * Something that is wrong.
   *
   * @param key the entry it is about; empty when it is about the whole state
   * @param diagnostic what it is, and what can be done
   */
  public record Finding(String key, Diagnostic diagnostic) {}

  private Verification(
      StateRepository repository, PluginCatalog plugins, Predicate<Address> mayBeEmpty) {
    this.mayBeEmpty = mayBeEmpty;
    this.repository = repository;
    this.plugins = plugins;
  }

  /**
   * Looks through all of a state.
   *
   * @param mayBeEmpty whether something that is referred to may rightly have no instance
   * @throws dev.paas.core.diagnostic.DiagnosticException when it cannot be read at all
   */
  public static Verification of(
      StateRepository repository, PluginCatalog plugins, Predicate<Address> mayBeEmpty) {
    Verification verification = new Verification(repository, plugins, mayBeEmpty);
    verification.run();
    return verification;
  }

  /** What is wrong, by key. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Whether something must be done. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(each -> each.diagnostic().isError());
  }

  /** How many entries were looked at. */
  public int entries() {
    return entries;
  }

  private void run() {
    closed();
    SortedMap<String, byte[]> stored = repository.entries().read();
    entries = stored.size();
    header(stored);
    Set<String> leased = new HashSet<>();
    repository.leases().forEach(lease -> leased.addAll(lease.names()));
    SortedMap<String, Inspected> inspected = new TreeMap<>();
    stored.forEach((key, value) -> inspected.put(key, repository.entries().inspect(key, value)));
    Set<Address> known = known(inspected.values());
    inspected.forEach((key, entry) -> entry(key, entry, known, leased));
  }

  private void add(String key, Diagnostic.Builder finding) {
    findings.add(new Finding(key, finding.build()));
  }

  private void closed() {
    Closure closure = repository.closures().current();
    if (closure != null) {
      findings.add(
          new Finding(
              "", closure.refusal(repository.location(), repository.closures().isHeld(closure))));
    }
  }

  private void header(SortedMap<String, byte[]> stored) {
    if (stored.isEmpty()) {
      return;
    }
    try {
      StateEntries.Header header = repository.entries().header(stored);
      if (header == null) {
        add(
            "meta",
            Diagnostic.error(Problem.STATE_CORRUPT, "the state does not say whose it is")
                .detail("It has no entry meta.")
                .hint("Restore it from a copy, with paas state push."));
      } else if (!header.isKnown()) {
        add(
            "meta",
            Diagnostic.error(
                    Problem.STATE_NEWER_VERSION, "the state was written by a newer version of paas")
                .detail("It has the format " + header.format() + ".")
                .hint("Use that newer version."));
      } else if (!header.platform().equals(repository.entries().platform())) {
        add(
            "meta",
            Diagnostic.error(
                    Problem.STATE_SETTINGS,
                    "the state belongs to another platform, " + header.platform().name())
                .hint("Give this platform a place of its own for its state."));
      }
    } catch (IllegalArgumentException damaged) {
      // The entry itself is told.
      return;
    }
  }

  /** All addresses that may stand for something that is there. */
  private static Set<Address> known(Collection<Inspected> entries) {
    Set<Address> known = new HashSet<>();
    for (Inspected entry : entries) {
      ResourceRecord record = entry.record();
      Intent intent = entry.intent();
      if (record != null) {
        known.addAll(record.address().names());
      }
      if (intent != null) {
        known.addAll(intent.address().names());
      }
    }
    return known;
  }

  private void entry(String key, Inspected entry, Set<Address> known, Set<String> leased) {
    if (entry.defect() != null) {
      add(
          key,
          Diagnostic.error(Problem.STATE_CORRUPT, "cannot read " + key)
              .detail("Here " + entry.defect() + ".")
              .hint(
                  "Give the key it was encrypted with; or put it right in what paas state pull"
                      + " writes, and push that."));
      return;
    }
    if (!StateEntries.isKnown(key)) {
      add(
          key,
          Diagnostic.warning(Problem.STATE_UNKNOWN_KEY, "nobody knows what " + key + " is for")
              .detail("A newer version of paas may have written it.")
              .hint("Use that version, or leave it: it is kept."));
    }
    Intent intent = entry.intent();
    if (intent != null) {
      intent(key, intent, leased);
    }
    ResourceRecord record = entry.record();
    if (record != null) {
      type(key, record);
      record(key, record, known);
    }
  }

  private void intent(String key, Intent intent, Set<String> leased) {
    if (!leased.contains(intent.address().toString())) {
      add(
          key,
          Diagnostic.warning(
                  Problem.STATE_UNSETTLED, "an apply was interrupted at " + intent.address())
              .detail("Revision " + intent.revision() + " did not finish it.")
              .hint("paas apply looks what came of it, and goes on."));
    }
  }

  private void record(String key, ResourceRecord record, Set<Address> known) {
    if (StateEntries.isDeposed(key)) {
      add(
          key,
          Diagnostic.warning(
                  Problem.STATE_UNSETTLED,
                  "what was replaced at " + record.address() + " is still there")
              .detail("It is " + record.type() + " " + record.id() + ".")
              .hint("paas apply deletes it."));
    } else if (record.flags().halfMade()) {
      add(
          key,
          Diagnostic.warning(Problem.STATE_UNSETTLED, record.address() + " is half-made")
              .detail("Its creation failed.")
              .hint("paas apply replaces it."));
    }
    for (Address used : record.dependencies()) {
      if (!known.contains(used) && !mayBeEmpty.test(used)) {
        add(
            key,
            Diagnostic.warning(
                    Problem.STATE_DANGLING,
                    record.address() + " refers to " + used + ", which is not recorded")
                .detail("Nothing can be told of the order in which the two are deleted.")
                .hint(
                    "paas apply records what it refers to now; paas import brings back what was"
                        + " forgotten."));
      }
    }
  }

  private void type(String key, ResourceRecord record) {
    PluginManifest plugin = plugins.plugin(record.plugin());
    if (plugin == null) {
      add(
          key,
          Diagnostic.error(
                  Problem.PROVIDER_UNKNOWN,
                  record.address() + " was made by the plugin " + record.plugin())
              .detail("That is not installed; nothing can be done with it.")
              .hint("Install it, or forget the resource with paas state rm."));
      return;
    }
    ResourceType section = plugin.sections().get(record.type());
    ResourceType type = section != null ? section : plugin.types().get(record.type());
    if (type == null) {
      add(
          key,
          Diagnostic.error(
                  Problem.PROVIDER_UNKNOWN_TYPE,
                  record.address() + " is of the type " + record.type())
              .detail("The installed " + plugin.name() + ", " + plugin.version() + ", has none.")
              .hint(
                  "Install the version that made it, or forget the resource with paas state rm."));
    } else if (record.schemaVersion() > type.schemaVersion()) {
      add(
          key,
          Diagnostic.error(
                  Problem.PROVIDER_OLDER,
                  record.address()
                      + " was recorded by a newer version of the plugin "
                      + plugin.name())
              .detail(
                  "Its attributes have the form "
                      + record.schemaVersion()
                      + "; the installed plugin, "
                      + plugin.version()
                      + ", knows forms up to "
                      + type.schemaVersion()
                      + ".")
              .hint("Install that newer version."));
    }
  }
}

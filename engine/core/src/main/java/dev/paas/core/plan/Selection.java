package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.state.ResourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is about, by {@code --target} and {@code --exclude}.
 *
 * <p>A target is planned with what it needs by the file, and nothing else is. What is excluded is
 * left alone, and so is what refers to it. In a destruction it is the other way round: with a
 * target goes what refers to it as recorded, and what is excluded keeps what it refers to.
 */
final class Selection {
  private final PlanOptions options;
  private final Platform platform;
  private final boolean[] planned;
  private final boolean[] whole;
  private final boolean[] excluded;
  private @Nullable Set<String> providers;

  Selection(
      PlanOptions options,
      Platform platform,
      PlatformGraph graph,
      DependencyCollector dependencies) {
    this.options = options;
    this.platform = platform;
    int size = platform.resources().size();
    this.planned = new boolean[size];
    this.whole = new boolean[size];
    this.excluded = new boolean[size];
    if (options.targets().isEmpty()) {
      Arrays.fill(planned, true);
      Arrays.fill(whole, true);
    } else {
      target(graph, dependencies);
    }
    if (!options.exclude().isEmpty()) {
      exclude(dependencies);
    }
  }

  /** Whether something that is planned is of a provider. */
  boolean needs(ProviderDeclaration provider) {
    return isEverything() || options.destroy() || providers().contains(provider.alias());
  }

  private Set<String> providers() {
    Set<String> known = providers;
    if (known == null) {
      known = new HashSet<>();
      for (ResourceDeclaration resource : platform.resources()) {
        if (planned[resource.index()] && !excluded[resource.index()]) {
          known.add(resource.provider());
        }
      }
      providers = known;
    }
    return known;
  }

  /** Whether the plan is about everything. */
  boolean isEverything() {
    return options.targets().isEmpty() && options.exclude().isEmpty();
  }

  private static boolean covers(List<Address> wanted, Address address) {
    for (Address one : wanted) {
      if (one.covers(address)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable ResourceDeclaration declaration(Address address) {
    return platform.resource(address);
  }

  private void target(PlatformGraph graph, DependencyCollector dependencies) {
    List<ResourceDeclaration> roots = new ArrayList<>();
    boolean[] named = new boolean[planned.length];
    for (ResourceDeclaration resource : platform.resources()) {
      if (isNamed(options.targets(), resource)) {
        roots.add(resource);
        named[resource.index()] = true;
        whole[resource.index()] = covers(options.targets(), resource.declared());
      }
    }
    boolean[] closure = graph.closure(roots);
    System.arraycopy(closure, 0, planned, 0, closure.length);
    Set<Address> needed = new HashSet<>();
    for (ResourceDeclaration resource : platform.resources()) {
      if (named[resource.index()]) {
        addNeeded(resource, dependencies, needed);
      } else if (planned[resource.index()]) {
        dependencies.of(resource).forEach(each -> needed.add(each.declaration()));
        whole[resource.index()] = true;
      }
    }
    for (ResourceDeclaration root : roots) {
      whole[root.index()] |= root.declared().names().stream().anyMatch(needed::contains);
    }
  }

  /** What a target's own resources need of others: not of one another, in the same module. */
  private void addNeeded(
      ResourceDeclaration resource, DependencyCollector dependencies, Set<Address> needed) {
    for (Address target : options.targets()) {
      if (target.declaration().covers(resource.declared())) {
        ModulePath owner =
            resource.module().path().with(target.isModule() ? target.inside() : target.module());
        for (Address used : dependencies.of(resource, owner)) {
          if (!covers(options.targets(), used)) {
            needed.add(used.declaration());
          }
        }
      }
    }
  }

  /** Whether an instance of a declaration may be among what is named. */
  private static boolean isNamed(List<Address> named, ResourceDeclaration resource) {
    for (Address address : named) {
      if (address.declaration().covers(resource.declared())) {
        return true;
      }
    }
    return false;
  }

  private void exclude(DependencyCollector dependencies) {
    Map<Address, List<ResourceDeclaration>> users = new HashMap<>();
    Deque<ResourceDeclaration> open = new ArrayDeque<>();
    for (ResourceDeclaration resource : platform.resources()) {
      for (Address used : dependencies.of(resource)) {
        users.computeIfAbsent(used.declaration(), unused -> new ArrayList<>()).add(resource);
      }
      if (isNamed(options.exclude(), resource)) {
        excluded[resource.index()] = covers(options.exclude(), resource.declared());
        open.add(resource);
      }
    }
    while (!open.isEmpty()) {
      for (Address name : open.remove().declared().names()) {
        for (ResourceDeclaration user : users.getOrDefault(name, List.of())) {
          if (!excluded[user.index()]) {
            excluded[user.index()] = true;
            open.add(user);
          }
        }
      }
    }
  }

  /** Whether any instance of a declaration may be planned. */
  boolean concerns(ResourceDeclaration declaration) {
    return planned[declaration.index()] && !excluded[declaration.index()];
  }

  /** Whether a declared instance is planned. */
  boolean plans(ResourceDeclaration declaration, Address instance) {
    int index = declaration.index();
    return planned[index]
        && !excluded[index]
        && (whole[index] || covers(options.targets(), instance))
        && (options.exclude().isEmpty() || !covers(options.exclude(), instance));
  }

  /** Whether something may be done at an address, declared or not. */
  boolean includes(Address address) {
    ResourceDeclaration declaration = declaration(address);
    if (declaration != null && !options.destroy()) {
      return plans(declaration, address);
    }
    return (options.targets().isEmpty() || covers(options.targets(), address))
        && !covers(options.exclude(), address);
  }

  /** Whether something may move from one address to another. */
  boolean moves(Address from, Address to) {
    return includes(to) && !covers(options.exclude(), from);
  }

  /**
   * The records of what leaves: what is recorded, not decided otherwise, and selected.
   *
   * @param records everything that is recorded
   * @param decided what is planned already, or cannot be
   */
  Map<Address, ResourceRecord> leaving(
      Collection<ResourceRecord> records, Predicate<Address> decided) {
    Map<Address, ResourceRecord> leaving = new TreeMap<>();
    for (ResourceRecord record : records) {
      if (!decided.test(record.address())) {
        leaving.put(record.address(), record);
      }
    }
    if (isEverything()) {
      return leaving;
    }
    Map<Address, ResourceRecord> undecided = new TreeMap<>(leaving);
    leaving.keySet().removeIf(address -> !includes(address));
    if (options.destroy() && !options.targets().isEmpty()) {
      addUsers(leaving, undecided);
    }
    if (!options.exclude().isEmpty()) {
      hold(leaving, undecided);
    }
    return leaving;
  }

  /** What refers to something that is destroyed has to go, too. */
  private void addUsers(
      Map<Address, ResourceRecord> leaving, Map<Address, ResourceRecord> undecided) {
    Map<Address, List<ResourceRecord>> users = users(undecided);
    Deque<Address> open = new ArrayDeque<>(leaving.keySet());
    while (!open.isEmpty()) {
      Address address = open.remove();
      for (Address name : address.names()) {
        for (ResourceRecord user : users.getOrDefault(name, List.of())) {
          if (leaving.putIfAbsent(user.address(), user) == null) {
            open.add(user.address());
          }
        }
      }
    }
  }

  /** By the addresses as they are recorded: what refers to them. */
  private static Map<Address, List<ResourceRecord>> users(Map<Address, ResourceRecord> records) {
    Map<Address, List<ResourceRecord>> users = new HashMap<>();
    for (ResourceRecord record : records.values()) {
      for (Address used : record.dependencies()) {
        users.computeIfAbsent(used, unused -> new ArrayList<>()).add(record);
      }
    }
    return users;
  }

  /** What refers to what is excluded is left alone, and so is what is needed by what stays. */
  private void hold(Map<Address, ResourceRecord> leaving, Map<Address, ResourceRecord> undecided) {
    if (!options.destroy()) {
      Map<Address, List<ResourceRecord>> users = users(undecided);
      Deque<Address> open = new ArrayDeque<>();
      undecided.keySet().stream().filter(this::isExcluded).forEach(open::add);
      while (!open.isEmpty()) {
        Address address = open.remove();
        for (Address name : address.names()) {
          for (ResourceRecord user : users.getOrDefault(name, List.of())) {
            if (leaving.remove(user.address()) != null) {
              open.add(user.address());
            }
          }
        }
      }
    }
    keepWhatIsNeeded(leaving, undecided);
  }

  private boolean isExcluded(Address address) {
    ResourceDeclaration declaration = declaration(address);
    return covers(options.exclude(), address)
        || (declaration != null && excluded[declaration.index()]);
  }

  private static void keepWhatIsNeeded(
      Map<Address, ResourceRecord> leaving, Map<Address, ResourceRecord> undecided) {
    Map<Address, List<Address>> groups = new HashMap<>();
    for (Address address : leaving.keySet()) {
      for (Address name : address.names()) {
        groups.computeIfAbsent(name, unused -> new ArrayList<>()).add(address);
      }
    }
    Set<Address> known = new HashSet<>();
    Deque<ResourceRecord> open = new ArrayDeque<>();
    undecided.forEach(
        (address, record) -> {
          if (!leaving.containsKey(address)) {
            open.add(record);
          }
        });
    while (!open.isEmpty()) {
      for (Address used : open.remove().dependencies()) {
        if (known.add(used)) {
          for (Address address : groups.getOrDefault(used, List.of())) {
            ResourceRecord kept = leaving.remove(address);
            if (kept != null) {
              open.add(kept);
            }
          }
        }
      }
    }
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.CoreSchemas;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each declaration directly refers to: resources, not what stands between. Locals, values that
 * are not kept and provider configurations are looked through; look-ups are there beside what they
 * were read after.
 */
final class DependencyCollector {
  private final Platform platform;
  private final PlatformGraph graph;
  private final Map<String, Set<Address>> ofLocals = new HashMap<>();
  private final Map<String, Set<Address>> ofProviders = new HashMap<>();
  private final Map<Integer, List<Address>> ofResources = new HashMap<>();

  DependencyCollector(Platform platform, PlatformGraph graph) {
    this.platform = platform;
    this.graph = graph;
  }

  /** The addresses, in the order of the text; one without an instance stands for all of them. */
  List<Address> of(ResourceDeclaration resource) {
    List<Address> known = ofResources.get(resource.index());
    if (known == null) {
      Set<Address> found = new LinkedHashSet<>(ofProvider(resource.provider()));
      add(resource, found);
      found.remove(Address.of(resource.section(), resource.name()));
      known = List.copyOf(found);
      ofResources.put(resource.index(), known);
    }
    return known;
  }

  private void add(ResourceDeclaration resource, Set<Address> found) {
    add(resource.count(), found);
    add(resource.forEach(), found);
    add(resource.when(), found);
    add(resource.body(), found);
    add(resource.lifecycle().replaceWhen(), found);
    resource.lifecycle().forEachCondition(condition -> add(condition, found));
    resource.dependsOn().forEach(reference -> add(reference, found));
  }

  /** What the configuration of a provider refers to. */
  Set<Address> ofProvider(String alias) {
    Set<Address> known = ofProviders.get(alias);
    if (known == null) {
      known = new LinkedHashSet<>();
      ofProviders.put(alias, known);
      ProviderDeclaration provider = platform.providers().get(alias);
      if (provider != null) {
        add(provider.configuration(), known);
      }
    }
    return known;
  }

  private void add(@Nullable Expression expression, Set<Address> found) {
    if (expression != null && !expression.isLiteral()) {
      expression.forEachReference(reference -> add(reference, found));
    }
  }

  private void add(Reference reference, Set<Address> found) {
    if (reference.root().equals("locals")) {
      found.addAll(ofLocal(reference.name(0)));
      return;
    }
    if (platform.section(reference.root()).isEmpty() || graph.isStatic(reference)) {
      return;
    }
    if (reference.steps().isEmpty()) {
      platform.section(reference.root()).values().forEach(each -> addResource(each, null, found));
      return;
    }
    ResourceDeclaration target = platform.resource(reference.root(), reference.name(0));
    if (target != null) {
      boolean several = target.isCounted() || target.isKeyed();
      Object key = several && reference.steps().size() > 1 ? reference.steps().get(1) : null;
      addResource(target, key, found);
    }
  }

  private void addResource(ResourceDeclaration target, @Nullable Object key, Set<Address> found) {
    if (target.ephemeral()) {
      add(target, found);
      return;
    }
    found.add(new Address(target.section(), target.name(), key));
    if (target.isLookup()) {
      // It is not recorded: what it was read after stands for it there.
      of(target).stream().filter(address -> !isLookup(address)).forEach(found::add);
    }
  }

  /** Whether an address is that of a look-up. */
  static boolean isLookup(Address address) {
    return address.section().equals(CoreSchemas.DATA);
  }

  private Set<Address> ofLocal(String name) {
    Set<Address> known = ofLocals.get(name);
    if (known == null) {
      known = new LinkedHashSet<>();
      ofLocals.put(name, known);
      LocalDeclaration local = platform.locals().get(name);
      if (local != null) {
        add(local.value(), known);
      }
    }
    return known;
  }
}

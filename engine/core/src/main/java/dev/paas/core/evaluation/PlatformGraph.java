package dev.paas.core.evaluation;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.Reference;
import dev.paas.core.graph.Graph;
import dev.paas.core.platform.LocalDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.core.schema.AttributeSchema.Flag;
import dev.paas.core.schema.CoreSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be evaluated before what. The nodes are the providers, the locals, the resource
 * declarations, of each declaration the part that is known from the file alone, and whole sections
 * where something refers to one: so a reference to a collection is one edge, not one to each entry.
 */
public final class PlatformGraph {
  private final Platform platform;
  private final List<ProviderDeclaration> providers;
  private final Map<String, Integer> providerNodes = new HashMap<>();
  private final Map<String, Integer> sectionNodes = new HashMap<>();
  private final List<String> sections = new ArrayList<>();
  private final List<LocalDeclaration> locals;
  private final int firstLocal;
  private final int firstResource;
  private final int firstStatic;
  private final int firstSection;
  private final Graph graph;

  private PlatformGraph(Platform platform) {
    this.platform = platform;
    this.providers = List.copyOf(platform.providers().values());
    this.locals = List.copyOf(platform.locals().values());
    for (int i = 0; i < providers.size(); i++) {
      providerNodes.put(providers.get(i).alias(), i);
    }
    this.firstLocal = providers.size();
    this.firstResource = firstLocal + locals.size();
    this.firstStatic = firstResource + platform.resources().size();
    this.firstSection = firstStatic + platform.resources().size();
    this.graph = build();
  }

  /**
   * The graph of a platform.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when it has a cycle
   */
  public static PlatformGraph of(Platform platform) {
    PlatformGraph made = new PlatformGraph(platform);
    made.checkAcyclic();
    return made;
  }

  /** What an order is made of. */
  public interface Visitor {
    /** Everything that the provider's configuration refers to has been visited. */
    void provider(ProviderDeclaration provider);

    /** Everything that the resource refers to has been visited. */
    void resource(ResourceDeclaration resource);

    /**
     * Everything that these look-ups refer to has been visited, and nothing else can be visited
     * before they are: they can be read at the same time.
     */
    default void lookups(List<ResourceDeclaration> lookups) {
      lookups.forEach(this::resource);
    }
  }

  /**
   * Visits providers and resources, each after what it refers to, otherwise as the file has them.
   */
  public void visit(Visitor visitor) {
    if (platform.section(CoreSchemas.DATA).isEmpty()) {
      for (int node : graph.order()) {
        visit(node, visitor);
      }
      return;
    }
    for (int[] group : graph.groups(this::isLookup)) {
      if (isLookup(group[0])) {
        visitor.lookups(
            Arrays.stream(group)
                .mapToObj(node -> platform.resources().get(node - firstResource))
                .toList());
      } else {
        visit(group[0], visitor);
      }
    }
  }

  private void visit(int node, Visitor visitor) {
    if (node < firstLocal) {
      visitor.provider(providers.get(node));
    } else if (isResource(node)) {
      visitor.resource(platform.resources().get(node - firstResource));
    }
  }

  private boolean isResource(int node) {
    return node >= firstResource && node < firstStatic;
  }

  private boolean isLookup(int node) {
    return isResource(node) && platform.resources().get(node - firstResource).isLookup();
  }

  /**
   * The look-ups that the configurations of providers are made from, by the index of their
   * declarations. What resources need that a configuration refers to is not among them.
   */
  public boolean[] lookupsOfProviders() {
    boolean[] seen = new boolean[graph.size()];
    List<Integer> open = new ArrayList<>();
    for (int provider = 0; provider < firstLocal; provider++) {
      open.add(provider);
    }
    boolean[] needed = new boolean[platform.resources().size()];
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (seen[node]) {
        continue;
      }
      seen[node] = true;
      if (isLookup(node)) {
        needed[node - firstResource] = true;
      } else if (isResource(node)) {
        continue;
      }
      for (int i = 0; i < graph.dependencyCount(node); i++) {
        open.add(graph.dependency(node, i));
      }
    }
    return needed;
  }

  /** The declarations that {@code roots} need, however indirectly, themselves included. */
  public boolean[] closure(List<ResourceDeclaration> roots) {
    boolean[] seen = new boolean[graph.size()];
    List<Integer> open = new ArrayList<>();
    for (ResourceDeclaration root : roots) {
      open.add(firstResource + root.index());
    }
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (!seen[node]) {
        seen[node] = true;
        for (int i = 0; i < graph.dependencyCount(node); i++) {
          open.add(graph.dependency(node, i));
        }
      }
    }
    boolean[] needed = new boolean[platform.resources().size()];
    System.arraycopy(seen, firstResource, needed, 0, needed.length);
    return needed;
  }

  private Graph build() {
    Graph.Builder edges = new Graph.Builder();
    for (int i = 0; i < providers.size(); i++) {
      add(edges, i, providers.get(i).configuration());
    }
    for (int i = 0; i < locals.size(); i++) {
      add(edges, firstLocal + i, locals.get(i).value());
    }
    for (ResourceDeclaration resource : platform.resources()) {
      int node = firstResource + resource.index();
      edges.edge(node, providerNodes.getOrDefault(resource.provider(), node));
      forEachReference(resource, reference -> add(edges, node, reference));
      int known = firstStatic + resource.index();
      forEachStaticReference(resource, reference -> add(edges, known, reference));
    }
    for (int i = 0; i < sections.size(); i++) {
      for (ResourceDeclaration resource : platform.section(sections.get(i)).values()) {
        edges.edge(firstSection + i, firstResource + resource.index());
      }
    }
    return edges.build(firstSection + sections.size());
  }

  private static void forEachReference(ResourceDeclaration resource, Consumer<Reference> sink) {
    references(resource.count(), sink);
    references(resource.forEach(), sink);
    references(resource.when(), sink);
    references(resource.body(), sink);
    references(resource.lifecycle().protect(), sink);
    references(resource.lifecycle().replaceWhen(), sink);
    resource.lifecycle().forEachCondition(condition -> references(condition, sink));
    resource.dependsOn().forEach(sink);
  }

  /** What its static attributes refer to, and what tells which instances there are. */
  private static void forEachStaticReference(
      ResourceDeclaration resource, Consumer<Reference> sink) {
    boolean any = false;
    for (Map.Entry<String, AttributeSchema> property :
        resource.type().attributes().properties().entrySet()) {
      if (property.getValue().is(Flag.STATIC)) {
        any = true;
        if (resource.body() instanceof MapExpression map) {
          references(map.get(property.getKey()), sink);
        }
      }
    }
    if (any) {
      references(resource.count(), sink);
      references(resource.forEach(), sink);
      references(resource.when(), sink);
    }
  }

  private static void references(@Nullable Expression expression, Consumer<Reference> sink) {
    if (expression != null && !expression.isLiteral()) {
      expression.forEachReference(sink);
    }
  }

  private void add(Graph.Builder edges, int node, Expression expression) {
    references(expression, reference -> add(edges, node, reference));
  }

  private void add(Graph.Builder edges, int node, Reference reference) {
    int target = target(reference);
    if (target >= 0) {
      edges.edge(node, target);
    } else if (reference.root().equals("locals") && reference.steps().isEmpty()) {
      for (int i = 0; i < locals.size(); i++) {
        edges.edge(node, firstLocal + i);
      }
    }
  }

  /** The node of what a reference names; -1 when that needs no evaluation. */
  private int target(Reference reference) {
    String root = reference.root();
    if (root.equals("locals")) {
      LocalDeclaration local = platform.locals().get(reference.name(0));
      return local == null ? -1 : firstLocal + local.index();
    }
    if (platform.section(root).isEmpty()) {
      return -1;
    }
    if (reference.steps().isEmpty()) {
      return sectionNodes.computeIfAbsent(
          root,
          name -> {
            sections.add(name);
            return firstSection + sections.size() - 1;
          });
    }
    ResourceDeclaration resource = platform.resource(root, reference.name(0));
    if (resource == null) {
      return -1;
    }
    boolean several = resource.isCounted() || resource.isKeyed();
    AttributeSchema attribute =
        resource.type().attributes().properties().get(reference.name(several ? 2 : 1));
    boolean fileOnly = attribute != null && attribute.is(Flag.STATIC);
    return (fileOnly ? firstStatic : firstResource) + resource.index();
  }

  /** Whether a reference is to something that is known from the file alone. */
  public boolean isStatic(Reference reference) {
    int target = target(reference);
    return target >= firstStatic && target < firstSection;
  }

  private void checkAcyclic() {
    int[] cycle = graph.cycle();
    if (cycle.length == 0) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (int node : cycle) {
      names.add(name(node));
    }
    names.add(names.get(0));
    Diagnostic.Builder error =
        Diagnostic.error(
            Problem.REFERENCE_CYCLE,
            cycle.length == 1
                ? names.get(0) + " refers to itself"
                : "these refer to one another in a circle: " + String.join(" → ", names));
    for (int i = 0; i < cycle.length; i++) {
      int next = cycle[(i + 1) % cycle.length];
      Span span = edgeSpan(cycle[i], next);
      if (i == 0) {
        error.at(span);
      } else {
        error.related(span, name(cycle[i]) + " refers to " + name(next));
      }
    }
    boolean alone = cycle.length == 1;
    throw error
        .detail(
            alone
                ? "It would have to be there before it is made."
                : "None of them can be made before the others.")
        .hint(
            alone
                ? "Remove the reference, or write the value itself."
                : "Remove one of the references, or move what both need into a resource of its own.")
        .toException();
  }

  private String name(int node) {
    if (node < firstLocal) {
      return "providers." + providers.get(node).alias();
    }
    if (node < firstResource) {
      return "locals." + locals.get(node - firstLocal).name();
    }
    if (node < firstStatic) {
      return platform.resources().get(node - firstResource).address();
    }
    return node < firstSection
        ? platform.resources().get(node - firstStatic).address()
        : sections.get(node - firstSection);
  }

  private @Nullable Span edgeSpan(int from, int to) {
    List<Span> found = new ArrayList<>(1);
    Consumer<Reference> sink =
        reference -> {
          if (found.isEmpty() && target(reference) == to) {
            found.add(reference.span());
          }
        };
    if (from < firstLocal) {
      references(providers.get(from).configuration(), sink);
    } else if (from < firstResource) {
      references(locals.get(from - firstLocal).value(), sink);
    } else if (from < firstStatic) {
      forEachReference(platform.resources().get(from - firstResource), sink);
    } else if (from < firstSection) {
      forEachStaticReference(platform.resources().get(from - firstStatic), sink);
    }
    return found.isEmpty() ? null : found.get(0);
  }
}

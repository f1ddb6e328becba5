package dev.paas.core.evaluation;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.graph.Graph;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.ModuleDeclaration;
import dev.paas.core.platform.OutputDeclaration;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.VariableDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be evaluated before what. The nodes are the providers, the locals, the resource
 * declarations, of each declaration the part that is known from the file alone, the calls of
 * modules with each of their variables and outputs, and whole sections and modules where something
 * refers to one: so a reference to a collection is one edge, not one to each entry, and what a
 * module is given does not make all of the module wait.
 */
public final class PlatformGraph {
  private final Platform platform;
  private final GraphNodes nodes;
  private final Graph graph;

  private PlatformGraph(Platform platform) {
    this.platform = platform;
    this.nodes = new GraphNodes(platform);
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

    /**
     * Everything has been visited that tells which instances the resource has. Comes once, before
     * the resource itself and before whatever refers to what is known of it from the file alone.
     */
    void instances(ResourceDeclaration resource);

    /** Everything that the resource refers to has been visited, and is settled. */
    void resource(ResourceDeclaration resource);

    /**
     * What comes next refers to some of the resources that were visited since this was called last:
     * now they must be known. Nothing among them refers to any other of them. Also called at the
     * end.
     */
    default void settle() {}

    /**
     * Everything that these look-ups refer to has been visited, and nothing else can be visited
     * before they are: they can be read at the same time.
     */
    default void lookups(List<ResourceDeclaration> lookups) {
      lookups.forEach(this::instances);
      lookups.forEach(this::resource);
    }

    /** Everything that tells which instances of the module there are has been visited. */
    void module(ModuleCall call);

    /** Everything that a variable of a module is set from has been visited. */
    default void input(ModuleDeclaration module, VariableDeclaration variable) {}

    /** Everything that an output of a module is made from has been visited. */
    default void output(ModuleDeclaration module, OutputDeclaration output) {}
  }

  /**
   * Visits providers, resources and modules, each after what it refers to, otherwise as the file
   * has them.
   */
  public void visit(Visitor visitor) {
    visit(visitor, marks());
  }

  /** The same; before each is visited, the marks spread to it. */
  public void visit(Visitor visitor, Marks marks) {
    Visit visit = new Visit(visitor, marks);
    if (platform.resources().stream().noneMatch(ResourceDeclaration::isLookup)) {
      for (int node : graph.order()) {
        visit.node(node);
      }
    } else {
      for (int[] group : graph.groups(nodes::isLookup)) {
        if (nodes.isLookup(group[0])) {
          visit.lookups(group);
        } else {
          visit.node(group[0]);
        }
      }
    }
    visitor.settle();
  }

  /** One visit of all nodes. */
  private final class Visit {
    private final Visitor visitor;
    private final Marks marks;
    private final BitSet expanded = new BitSet();

    /** Of each resource how often the visitor had settled what it knew when it was visited. */
    private final int[] visited = new int[graph.size()];

    private int settled = 1;

    Visit(Visitor visitor, Marks marks) {
      this.visitor = visitor;
      this.marks = marks;
    }

    void node(int node) {
      if (waits(node)) {
        settle();
      }
      marks.spread(node);
      nodes.visit(node, visitor, expanded);
      if (nodes.isResource(node)) {
        visited[node] = settled;
      }
    }

    void lookups(int[] group) {
      settle();
      for (int node : group) {
        marks.spread(node);
      }
      visitor.lookups(Arrays.stream(group).mapToObj(nodes::resource).toList());
      settle();
    }

    /** Whether a node refers to a resource that is not settled. */
    private boolean waits(int node) {
      for (int i = 0; i < graph.dependencyCount(node); i++) {
        if (visited[graph.dependency(node, i)] == settled) {
          return true;
        }
      }
      return false;
    }

    private void settle() {
      visitor.settle();
      settled++;
    }
  }

  /**
   * The look-ups that the configurations of providers are made from, by the index of their
   * declarations. What resources need that a configuration refers to is not among them.
   */
  public boolean[] lookupsOfProviders() {
    boolean[] seen = new boolean[graph.size()];
    List<Integer> open = new ArrayList<>();
    for (int provider = 0; provider < nodes.providers(); provider++) {
      open.add(provider);
    }
    boolean[] needed = new boolean[platform.resources().size()];
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (!seen[node]) {
        seen[node] = true;
        if (nodes.isLookup(node)) {
          needed[nodes.resource(node).index()] = true;
        }
        if (nodes.isLookup(node) || !nodes.isResource(node)) {
          for (int i = 0; i < graph.dependencyCount(node); i++) {
            open.add(graph.dependency(node, i));
          }
        }
      }
    }
    return needed;
  }

  /** Marks on declarations of this graph; none yet. */
  public Marks marks() {
    return new Marks(graph, nodes);
  }

  /** The declarations that {@code roots} need, however indirectly, themselves included. */
  public boolean[] closure(List<ResourceDeclaration> roots) {
    boolean[] seen = new boolean[graph.size()];
    List<Integer> open = new ArrayList<>();
    for (ResourceDeclaration root : roots) {
      open.add(nodes.of(root));
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
    for (ResourceDeclaration resource : platform.resources()) {
      needed[resource.index()] = seen[nodes.of(resource)];
    }
    return needed;
  }

  private Graph build() {
    Graph.Builder edges = new Graph.Builder();
    for (int node = 0; node < nodes.fixed(); node++) {
      int from = node;
      nodes.implied(node, target -> edges.edge(from, target));
      nodes.edges(node, (target, reference) -> edges.edge(from, target));
    }
    // What a collection holds is added once all collections that something refers to are known.
    for (int node = nodes.fixed(); node < nodes.size(); node++) {
      int from = node;
      nodes.members(node, target -> edges.edge(from, target));
    }
    return edges.build(nodes.size());
  }

  /** Whether a reference to a resource is to something that is known from the file alone. */
  public static boolean isStatic(ResourceDeclaration resource, Reference reference) {
    return GraphNodes.isStatic(resource, reference);
  }

  private void checkAcyclic() {
    int[] cycle = graph.cycle();
    if (cycle.length == 0) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (int node : cycle) {
      names.add(nodes.name(node));
    }
    names.add(names.get(0));
    Diagnostic.Builder error =
        Diagnostic.error(
            Problem.REFERENCE_CYCLE,
            cycle.length == 1
                ? names.get(0) + " refers to itself"
                : "these refer to one another in a circle: " + String.join(" → ", names));
    boolean placed = false;
    for (int i = 0; i < cycle.length; i++) {
      int next = cycle[(i + 1) % cycle.length];
      Span span = edgeSpan(cycle[i], next);
      if (!placed && span != null) {
        error.at(span);
        placed = true;
      } else {
        error.related(span, nodes.name(cycle[i]) + " refers to " + nodes.name(next));
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

  private @Nullable Span edgeSpan(int from, int to) {
    if (from >= nodes.fixed()) {
      return null;
    }
    List<Span> found = new ArrayList<>(1);
    nodes.edges(
        from,
        (target, reference) -> {
          if (found.isEmpty() && target == to) {
            found.add(reference.span());
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  static void references(@Nullable Expression expression, Consumer<Reference> sink) {
    if (expression != null && !expression.isLiteral()) {
      expression.forEachReference(sink);
    }
  }
}

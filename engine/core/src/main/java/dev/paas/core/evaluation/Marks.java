package dev.paas.core.evaluation;

import dev.paas.core.graph.Graph;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Marks on resources, providers and module calls that spread to all that refers to them, through
 * locals and whatever else stands between. They are set and taken away while a graph is visited.
 */
public final class Marks {
  private final Graph graph;
  private final GraphNodes nodes;
  private final BitSet unknownInstances = new BitSet();

  /** Whether anything was ever marked. */
  private boolean any;

  /** Of each node, what marked it. */
  private final @Nullable Object[] marked;

  Marks(Graph graph, GraphNodes nodes) {
    this.graph = graph;
    this.nodes = nodes;
    this.marked = new @Nullable Object[graph.size()];
  }

  /** Takes over the mark of the first marked thing that a node refers to. */
  void spread(int node) {
    if (!any) {
      return;
    }
    for (int i = 0; i < graph.dependencyCount(node) && marked[node] == null; i++) {
      int dependency = graph.dependency(node, i);
      Object declaration = nodes.declaration(dependency);
      boolean unknown =
          declaration instanceof ResourceDeclaration resource
              && unknownInstances.get(resource.index());
      if (marked[dependency] != null || unknown) {
        marked[node] = declaration == null ? marked[dependency] : declaration;
      }
    }
  }

  /**
   * What a visited resource, provider or module call refers to that is marked: one of these, or
   * itself; {@code null} when nothing is.
   */
  public @Nullable Object of(Object declaration) {
    int node = nodes.of(declaration);
    return node < 0 ? null : marked[node];
  }

  /** Marks a resource, provider or module call. */
  public void mark(Object declaration) {
    int node = nodes.of(declaration);
    if (node >= 0) {
      any = true;
      marked[node] = declaration;
    }
  }

  /**
   * Marks a resource whose instances are not known: what it is by the file alone is not, either.
   */
  public void markInstances(ResourceDeclaration resource) {
    any = true;
    unknownInstances.set(resource.index());
    mark(resource);
  }

  /** Takes the mark away: what refers to it has nothing to wait for. */
  public void clear(Object declaration) {
    int node = nodes.of(declaration);
    if (node >= 0) {
      marked[node] = null;
    }
  }
}

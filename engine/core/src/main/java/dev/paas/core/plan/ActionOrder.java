package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order of a plan's steps; the only place that decides it.
 *
 * <ul>
 *   <li>What is created or changed waits for what it refers to by the file, however indirectly:
 *       what has no change itself passes the order on.
 *   <li>What is deleted waits for the deletion of what referred to it as recorded. Edges of
 *       deletions come from the record only, edges of creations from the file only.
 *   <li>Replaced delete-first, it is deleted before it is created; create-first, after, and after
 *       everything that referred to the old one has been changed or replaced.
 *   <li>What is changed waits for the deletion of what it referred to and will be no more; but what
 *       is to be created before it is destroyed is deleted after that change.
 *   <li>Being created before destroyed spreads to what a resource refers to: the new one needs
 *       their new ones, while the old one still needs their old ones.
 * </ul>
 */
final class ActionOrder {

  /**
   * A resource in the order.
   *
   * @param address its address
   * @param action what happens to it; {@link Action#NONE} when nothing does
   * @param createFirst whether it, or its record, says to create before destroying
   * @param dependencies what it refers to by the file; an address without an instance stands for
   *     all of its declaration's
   * @param recorded what it referred to when it was last applied
   */
  record Item(
      Address address,
      Action action,
      boolean createFirst,
      List<Address> dependencies,
      List<Address> recorded) {}

  /**
   * What had been replaced by an earlier apply.
   *
   * @param address its address
   * @param key the idempotency key it was made with
   * @param recorded what it referred to
   */
  record Deposed(Address address, String key, List<Address> recorded) {}

  private final List<Item> items;
  private final List<Deposed> deposed;
  private final Map<Address, List<Integer>> byDeclaration = new HashMap<>();
  private final Map<Address, Integer> byAddress = new HashMap<>();
  private final boolean[] createFirst;

  private final List<Step> nodes = new ArrayList<>();
  private final int[] makes;
  private final int[] deletes;
  private final Map<Address, Integer> makeGroups = new HashMap<>();
  private final Graph.Builder edges = new Graph.Builder();

  private ActionOrder(List<Item> items, List<Deposed> deposed) {
    this.items = items;
    this.deposed = deposed;
    this.createFirst = new boolean[items.size()];
    this.makes = new int[items.size()];
    this.deletes = new int[items.size()];
    for (int i = 0; i < items.size(); i++) {
      Address address = items.get(i).address();
      byAddress.put(address, i);
      byDeclaration.computeIfAbsent(address.declaration(), unused -> new ArrayList<>()).add(i);
      makes[i] = -1;
      deletes[i] = -1;
    }
  }

  /**
   * Steps in an order, and which replacements create first.
   *
   * @param steps each after what it waits for; with one worker they are done in this order
   * @param createFirst the addresses of what is replaced by creating first
   */
  record Ordered(List<Step> steps, Set<Address> createFirst) {}

  /**
   * Orders what has to be done.
   *
   * @param items all resources, in the order of the file, then those that have left it
   * @param deposed what earlier applies had replaced and not deleted
   */
  static Ordered order(List<Item> items, List<Deposed> deposed) {
    ActionOrder order = new ActionOrder(items, deposed);
    order.spreadCreateFirst();
    order.addNodes();
    order.addMakeEdges();
    order.addDeleteEdges();
    Set<Address> first = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (order.createFirst[i] && items.get(i).action() == Action.REPLACE) {
        first.add(items.get(i).address());
      }
    }
    return new Ordered(order.sorted(), first);
  }

  /**
   * To what a resource refers by the file: its new one needs their new ones; and to what it
   * referred to when it was last applied, which must not go before it has let go of it.
   */
  private void spreadCreateFirst() {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).createFirst()) {
        createFirst[i] = true;
        open.add(i);
      }
    }
    while (!open.isEmpty()) {
      Item item = items.get(open.remove(open.size() - 1));
      List<Address> needed = new ArrayList<>(item.dependencies());
      needed.addAll(item.recorded());
      for (Address address : needed) {
        for (int target : targets(address)) {
          if (!createFirst[target]) {
            createFirst[target] = true;
            open.add(target);
          }
        }
      }
    }
  }

  private List<Integer> targets(Address address) {
    if (address.key() != null) {
      Integer index = byAddress.get(address);
      return index == null ? List.of() : List.of(index);
    }
    return byDeclaration.getOrDefault(address, List.of());
  }

  private void addNodes() {
    boolean[] passing = passing();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      switch (item.action()) {
        case CREATE -> makes[i] = node(Step.Kind.CREATE, item.address(), "");
        case UPDATE -> makes[i] = node(Step.Kind.UPDATE, item.address(), "");
        case REPLACE -> {
          makes[i] = node(Step.Kind.CREATE, item.address(), "");
          deletes[i] =
              node(
                  createFirst[i] ? Step.Kind.DELETE_DEPOSED : Step.Kind.DELETE, item.address(), "");
          if (createFirst[i]) {
            edges.edge(deletes[i], makes[i]);
          } else {
            edges.edge(makes[i], deletes[i]);
          }
        }
        case DELETE -> deletes[i] = node(Step.Kind.DELETE, item.address(), "");
        case FORGET -> node(Step.Kind.FORGET, item.address(), "");
        case NONE, ADOPT, RECORD -> {
          if (passing[i]) {
            makes[i] = node(Step.Kind.GATE, item.address(), "");
          }
        }
      }
    }
  }

  private int node(Step.Kind kind, Address address, String key) {
    nodes.add(new Step(nodes.size(), kind, address, key, List.of()));
    return nodes.size() - 1;
  }

  /** Which unchanged resources refer, however indirectly, to one that is made or changed. */
  private boolean[] passing() {
    boolean[] passing = new boolean[items.size()];
    boolean[] active = new boolean[items.size()];
    boolean any = false;
    for (int i = 0; i < items.size(); i++) {
      Action action = items.get(i).action();
      active[i] = action == Action.CREATE || action == Action.UPDATE || action == Action.REPLACE;
      any |= active[i];
    }
    if (!any) {
      return passing;
    }
    for (int i : fileOrder()) {
      if (!active[i]) {
        for (Address address : items.get(i).dependencies()) {
          for (int target : targets(address)) {
            passing[i] |= active[target] || passing[target];
          }
        }
      }
    }
    return passing;
  }

  /** The items, each after what it refers to by the file. */
  private int[] fileOrder() {
    Graph.Builder references = new Graph.Builder();
    int size = items.size();
    Map<Address, Integer> groups = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      for (Address address : items.get(i).dependencies()) {
        List<Integer> targets = targets(address);
        if (targets.size() <= 1) {
          for (int target : targets) {
            references.edge(i, target);
          }
        } else {
          Integer group = groups.get(address);
          if (group == null) {
            group = size++;
            groups.put(address, group);
            for (int target : targets) {
              references.edge(group, target);
            }
          }
          references.edge(i, group);
        }
      }
    }
    int[] order = references.build(size).order();
    int[] kept = new int[items.size()];
    int count = 0;
    for (int node : order) {
      if (node < items.size()) {
        kept[count++] = node;
      }
    }
    return java.util.Arrays.copyOf(kept, count);
  }

  private void addMakeEdges() {
    for (int i = 0; i < items.size(); i++) {
      if (makes[i] >= 0) {
        for (Address address : items.get(i).dependencies()) {
          int target = made(address);
          if (target >= 0 && target != makes[i]) {
            edges.edge(makes[i], target);
          }
        }
      }
    }
  }

  /** The step after which an address is made; -1 when nothing is. One step stands for a group. */
  private int made(Address address) {
    List<Integer> targets = targets(address);
    if (targets.size() == 1) {
      return makes[targets.get(0)];
    }
    Integer known = makeGroups.get(address);
    if (known != null) {
      return known;
    }
    int group = -1;
    for (int target : targets) {
      if (makes[target] >= 0) {
        if (group < 0) {
          group = node(Step.Kind.GATE, address, "");
        }
        edges.edge(group, makes[target]);
      }
    }
    makeGroups.put(address, group);
    return group;
  }

  private void addDeleteEdges() {
    for (int i = 0; i < items.size(); i++) {
      Item dependent = items.get(i);
      for (Address address : dependent.recorded()) {
        for (int target : targets(address)) {
          if (deletes[target] >= 0 && target != i) {
            orderDeletion(i, target);
          }
        }
      }
      if (makes[i] >= 0) {
        afterNewUsers(i, dependent);
      }
    }
    for (Deposed old : deposed) {
      int step = node(Step.Kind.DELETE_DEPOSED, old.address(), old.key());
      for (Address address : old.recorded()) {
        for (int target : targets(address)) {
          if (deletes[target] >= 0) {
            edges.edge(deletes[target], step);
          }
        }
      }
    }
  }

  /**
   * Orders the deletion of {@code target} with what happens to {@code user}, which referred to it.
   */
  private void orderDeletion(int user, int target) {
    if (deletes[user] >= 0) {
      edges.edge(deletes[target], deletes[user]);
    }
    boolean changed = makes[user] >= 0 && items.get(user).action() == Action.UPDATE;
    if (changed) {
      if (createFirst[target]) {
        edges.edge(deletes[target], makes[user]);
      } else if (!refersTo(user, target) || items.get(target).action() == Action.DELETE) {
        edges.edge(makes[user], deletes[target]);
      }
    }
  }

  private boolean refersTo(int user, int target) {
    for (Address address : items.get(user).dependencies()) {
      if (address.covers(items.get(target).address())) {
        return true;
      }
    }
    return false;
  }

  /** An old one that was replaced create-first goes after all that now refer to the new one. */
  private void afterNewUsers(int user, Item item) {
    for (Address address : item.dependencies()) {
      for (int target : targets(address)) {
        boolean late =
            deletes[target] >= 0
                && createFirst[target]
                && items.get(target).action() == Action.REPLACE;
        if (late && target != user) {
          edges.edge(deletes[target], makes[user]);
        }
      }
    }
  }

  /** Deletions before creations, those in reverse order of the file, where nothing else decides. */
  private List<Step> sorted() {
    Graph graph = edges.build(nodes.size());
    int[] ranks = ranks();
    int[] unmet = new int[nodes.size()];
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(ranks[a], ranks[b]));
    for (int node = 0; node < nodes.size(); node++) {
      unmet[node] = graph.dependencyCount(node);
      if (unmet[node] == 0) {
        ready.add(node);
      }
    }
    int[] positions = new int[nodes.size()];
    List<Integer> order = new ArrayList<>(nodes.size());
    Integer next;
    while ((next = ready.poll()) != null) {
      positions[next] = order.size();
      order.add(next);
      for (int i = 0; i < graph.dependentCount(next); i++) {
        int dependent = graph.dependent(next, i);
        if (--unmet[dependent] == 0) {
          ready.add(dependent);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw new IllegalStateException("the steps are in a circle: " + describe(graph.cycle()));
    }
    List<Step> steps = new ArrayList<>(order.size());
    for (int node : order) {
      steps.add(numbered(node, steps.size(), graph, positions));
    }
    return steps;
  }

  private Step numbered(int node, int id, Graph graph, int[] positions) {
    List<Integer> after = new ArrayList<>(graph.dependencyCount(node));
    for (int i = 0; i < graph.dependencyCount(node); i++) {
      after.add(positions[graph.dependency(node, i)]);
    }
    Collections.sort(after);
    Step step = nodes.get(node);
    return new Step(
        id, step.kind(), step.address(), step.key(), after.stream().distinct().toList());
  }

  private String describe(int[] cycle) {
    List<String> names = new ArrayList<>();
    for (int node : cycle) {
      names.add(nodes.get(node).toString());
    }
    return String.join(" → ", names);
  }

  private int[] ranks() {
    int[] ranks = new int[nodes.size()];
    for (int node = 0; node < nodes.size(); node++) {
      Step step = nodes.get(node);
      Integer position = byAddress.get(step.address());
      int place = position == null ? items.size() : position;
      int rank =
          switch (step.kind()) {
            case DELETE -> -items.size() * 2 - 1 - place;
            case DELETE_DEPOSED -> items.size() * 2 - place;
            case CREATE, UPDATE, GATE, FORGET -> place;
          };
      ranks[node] = rank;
    }
    return ranks;
  }
}

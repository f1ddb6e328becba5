package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
 *   <li>Of the instances of a declaration that says how many may be away, so many at a time are
 *       replaced, or changed in a way that stops them ({@link RollingUpdate}).
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
   *     all of its declaration's, that of a module for all that is in it
   * @param recorded what it referred to when it was last applied
   * @param revision the apply that last wrote its record; 0 without one
   * @param held whether something that is dealt with later refers to it: replaced create-first, the
   *     old one stays for now
   * @param rolling its part in a group of which only so many may be away at a time; {@code null}
   *     for none
   */
  record Item(
      Address address,
      Action action,
      boolean createFirst,
      List<Address> dependencies,
      List<Address> recorded,
      long revision,
      boolean held,
      RollingUpdate.@Nullable Member rolling) {

    Item(
        Address address,
        Action action,
        boolean createFirst,
        List<Address> dependencies,
        List<Address> recorded,
        long revision) {
      this(address, action, createFirst, dependencies, recorded, revision, false, null);
    }
  }

  /**
   * What had been replaced by an earlier apply.
   *
   * @param address its address
   * @param key the idempotency key it was made with
   * @param recorded what it referred to
   * @param revision the apply that last wrote its record
   * @param replacedIn the apply that last wrote the record of what took its place: what was written
   *     before that may refer to the old one still
   */
  record Deposed(
      Address address, String key, List<Address> recorded, long revision, long replacedIn) {}

  /**
   * How far what was recorded is taken for what is. After an apply that stopped half-way it mixes
   * what was before with what was to be: an address may mean an old one, or instances that had left
   * already. When that leads in a circle, what may be meant is left out.
   */
  private enum Trust {
    ALL,
    /** What had been replaced waits for nobody. */
    NO_DEPOSED,
    /** Nor does anything wait because of a recorded reference to all instances. */
    NO_GROUPS
  }

  /** When the next one of a group may go away. */
  private enum Rolling {
    /** When the one that it waits for is there, and its old one is gone. */
    OLD_ONE_GONE,
    /** When it is there: its old one stays until what refers to the group has been changed. */
    NEW_ONE_MADE,
    /** At once. Tried only to find out what is in the way. */
    UNLIMITED
  }

  private static final Rolling[] ANYWAY = {Rolling.UNLIMITED};

  private final List<Item> items;
  private final List<Deposed> deposed;
  private final Set<Address> checked;
  private final Trust trust;
  private final Rolling rolling;
  private final Map<Address, List<Integer>> groups = new HashMap<>();
  private final Map<Address, Integer> byAddress = new HashMap<>();
  private final boolean[] createFirst;

  private final List<Step> nodes = new ArrayList<>();
  private final int[] makes;
  private final int[] deletes;
  private final Map<Address, Integer> makeGroups = new HashMap<>();
  private final Map<Address, List<User>> changedUsers = new HashMap<>();
  private final Map<Address, List<User>> deletedUsers = new HashMap<>();
  private final Map<Address, List<User>> earlyUsers = new HashMap<>();
  private final Map<List<Object>, Integer> gates = new HashMap<>();
  private final Graph.Builder edges = new Graph.Builder();
  private final Map<Address, RollingUpdate.Turn> turns = new HashMap<>();
  private final Set<Integer> rollingNodes = new HashSet<>();
  private final Map<Address, List<Integer>> deposedSteps = new HashMap<>();

  private ActionOrder(
      List<Item> items, List<Deposed> deposed, Set<Address> checked, Trust trust, Rolling rolling) {
    this.checked = checked;
    this.trust = trust;
    this.rolling = rolling;
    this.items = items;
    this.deposed = deposed;
    this.createFirst = new boolean[items.size()];
    this.makes = new int[items.size()];
    this.deletes = new int[items.size()];
    for (int i = 0; i < items.size(); i++) {
      Address address = items.get(i).address();
      byAddress.put(address, i);
      for (Address name : address.names()) {
        groups.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(i);
      }
      makes[i] = -1;
      deletes[i] = -1;
    }
  }

  /**
   * Steps in an order, and which replacements create first.
   *
   * @param steps each after what it waits for; with one worker they are done in this order
   * @param createFirst the addresses of what is replaced by creating first
   * @param turns where in its group something is of which only so many may be away at a time
   */
  record Ordered(
      List<Step> steps, Set<Address> createFirst, Map<Address, RollingUpdate.Turn> turns) {}

  /**
   * Orders what has to be done.
   *
   * @param items all resources, in the order of the file, then those that have left it
   * @param deposed what earlier applies had replaced and not deleted
   */
  static Ordered order(List<Item> items, List<Deposed> deposed) {
    return order(items, deposed, Set.of());
  }

  /**
   * Orders what has to be done.
   *
   * @param checked those without a change whose checks are to be made, or which are not ready
   * @throws DiagnosticException when a limit contradicts the order in which things must be done
   */
  static Ordered order(List<Item> items, List<Deposed> deposed, Set<Address> checked) {
    boolean idle = deposed.isEmpty() && checked.isEmpty();
    if (idle && items.stream().allMatch(item -> item.action() == Action.NONE)) {
      return new Ordered(List.of(), Set.of(), Map.of());
    }
    boolean limited = items.stream().anyMatch(item -> item.rolling() != null);
    for (Trust trust : Trust.values()) {
      ActionOrder stuck = null;
      for (Rolling rolling : limited ? Rolling.values() : ANYWAY) {
        ActionOrder order = new ActionOrder(items, deposed, checked, trust, rolling);
        order.addEdges();
        List<Step> steps = order.sorted();
        boolean complete = steps.size() == order.nodes.size();
        if (complete && stuck != null && rolling == Rolling.UNLIMITED) {
          throw stuck.impossible();
        }
        if (complete) {
          return new Ordered(steps, order.createdFirst(), order.turns);
        }
        stuck = order;
        if (trust == Trust.NO_GROUPS && rolling == Rolling.UNLIMITED) {
          throw new IllegalStateException("the steps are in a circle: " + order.cycle());
        }
      }
    }
    throw new IllegalStateException("nothing was tried");
  }

  private DiagnosticException impossible() {
    List<Step> circle = cycleSteps();
    List<RollingUpdate.Member> members = new ArrayList<>();
    Map<Address, Address> seen = new HashMap<>();
    for (Step step : circle) {
      Integer item = byAddress.get(step.address());
      RollingUpdate.Member member = item == null ? null : items.get(item).rolling();
      if (member != null && turns.containsKey(step.address())) {
        Address other = seen.putIfAbsent(member.group(), step.address());
        // Where one of them waits for another one, it is this limit.
        members.add(other == null || other.equals(step.address()) ? members.size() : 0, member);
      }
    }
    if (members.isEmpty()) {
      throw new IllegalStateException("the steps are in a circle: " + cycle());
    }
    return RollingUpdate.impossible(members.get(0), circle);
  }

  private void addEdges() {
    spreadCreateFirst();
    addNodes();
    addMakeEdges();
    collectUsers();
    addDeleteEdges();
    addDeposed();
    if (rolling != Rolling.UNLIMITED) {
      addRolling();
    }
  }

  private Set<Address> createdFirst() {
    Set<Address> first = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (createFirst[i] && items.get(i).action() == Action.REPLACE) {
        first.add(items.get(i).address());
      }
    }
    return first;
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
    Set<Address> spread = new HashSet<>();
    for (Deposed old : deposed) {
      old.recorded().forEach(address -> spreadTo(address, spread, open));
    }
    while (!open.isEmpty()) {
      Item item = items.get(open.remove(open.size() - 1));
      item.dependencies().forEach(address -> spreadTo(address, spread, open));
      item.recorded().forEach(address -> spreadTo(address, spread, open));
    }
  }

  private void spreadTo(Address address, Set<Address> spread, List<Integer> open) {
    if (spread.add(address)) {
      for (int target : targets(address)) {
        if (!createFirst[target]) {
          createFirst[target] = true;
          open.add(target);
        }
      }
    }
  }

  private List<Integer> targets(Address address) {
    return groups.getOrDefault(address, List.of());
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
          if (createFirst[i] && item.held()) {
            break;
          }
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
        case READ -> makes[i] = node(Step.Kind.READ, item.address(), "");
        case NONE, ADOPT, IMPORT, RECORD, MOVE -> {
          if (checked.contains(item.address())) {
            makes[i] = node(Step.Kind.CHECK, item.address(), "");
          } else if (passing[i]) {
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
      active[i] =
          switch (action) {
            case CREATE, UPDATE, REPLACE, READ -> true;
            case DELETE, FORGET -> false;
            case ADOPT, IMPORT, RECORD, MOVE, NONE -> checked.contains(items.get(i).address());
          };
      any |= active[i];
    }
    if (!any) {
      return passing;
    }
    Map<Address, Boolean> known = new HashMap<>();
    for (int i : fileOrder()) {
      if (!active[i]) {
        for (Address address : items.get(i).dependencies()) {
          // All that it stands for come before in this order: what is found once stays so.
          passing[i] |=
              known.computeIfAbsent(
                  address, one -> targets(one).stream().anyMatch(t -> active[t] || passing[t]));
        }
      }
    }
    return passing;
  }

  /** The items, each after what it refers to by the file. */
  private int[] fileOrder() {
    Graph.Builder references = new Graph.Builder();
    int size = items.size();
    Map<Address, Integer> groupNodes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      for (Address address : items.get(i).dependencies()) {
        List<Integer> targets = targets(address);
        if (targets.size() <= 1) {
          for (int target : targets) {
            references.edge(i, target);
          }
        } else {
          Integer group = groupNodes.get(address);
          if (group == null) {
            group = size++;
            groupNodes.put(address, group);
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

  /**
   * A step of something that refers to an address, or did.
   *
   * @param node the step
   * @param revision the apply that last wrote its record
   */
  private record User(int node, long revision) {}

  /** Who refers to what, as the addresses are written. */
  private void collectUsers() {
    for (int i = 0; i < items.size(); i++) {
      Item user = items.get(i);
      if (makes[i] >= 0) {
        for (Address address : user.dependencies()) {
          addUser(changedUsers, address, user.address(), makes[i], user.revision());
        }
      }
      for (Address address : trusted(user.recorded())) {
        if (makes[i] >= 0 && user.action() != Action.CREATE) {
          addUser(changedUsers, address, user.address(), makes[i], user.revision());
        }
        if (deletes[i] >= 0) {
          addUser(deletedUsers, address, user.address(), deletes[i], user.revision());
          if (!createFirst[i]) {
            addUser(earlyUsers, address, user.address(), deletes[i], user.revision());
          }
        }
      }
    }
  }

  private List<Address> trusted(List<Address> recorded) {
    return trust == Trust.NO_GROUPS
        ? recorded.stream().filter(address -> !isGroup(address)).toList()
        : recorded;
  }

  private boolean isGroup(Address address) {
    return targets(address).stream()
        .anyMatch(target -> !items.get(target).address().equals(address));
  }

  private static void addUser(
      Map<Address, List<User>> users, Address used, Address user, int node, long revision) {
    if (!used.covers(user)) {
      users.computeIfAbsent(used, unused -> new ArrayList<>()).add(new User(node, revision));
    }
  }

  private void addDeleteEdges() {
    for (int i = 0; i < items.size(); i++) {
      if (deletes[i] >= 0) {
        int delete = deletes[i];
        for (Address address : items.get(i).address().names()) {
          after(delete, address, "deleted", deletedUsers, Long.MAX_VALUE);
          if (createFirst[i]) {
            after(delete, address, "changed", changedUsers, Long.MAX_VALUE);
          }
        }
      }
      Action action = items.get(i).action();
      if (action == Action.UPDATE || (action == Action.REPLACE && createFirst[i])) {
        for (Address address : items.get(i).address().names()) {
          after(makes[i], address, "early users", earlyUsers, Long.MAX_VALUE);
        }
      }
      boolean inPlace = action == Action.UPDATE || (action == Action.REPLACE && !createFirst[i]);
      if (makes[i] >= 0 && inPlace) {
        for (Address address : trusted(items.get(i).recorded())) {
          if (!address.covers(items.get(i).address())) {
            afterEarlyDeletions(makes[i], address);
          }
        }
      }
    }
  }

  /** Lets a step wait for what refers to an address; many wait at one gate. */
  private void after(
      int node, Address used, String kind, Map<Address, List<User>> users, long writtenBefore) {
    List<User> found = users.get(used);
    if (found == null) {
      return;
    }
    if (targets(used).size() <= 1) {
      waitFor(node, found, writtenBefore);
      return;
    }
    edges.edge(
        node,
        gates.computeIfAbsent(
            List.of(kind, used, writtenBefore),
            unused -> {
              int gate = node(Step.Kind.GATE, used, "");
              waitFor(gate, found, writtenBefore);
              return gate;
            }));
  }

  private void waitFor(int node, List<User> users, long writtenBefore) {
    for (User user : users) {
      if (user.revision() < writtenBefore && user.node() != node) {
        edges.edge(node, user.node());
      }
    }
  }

  /** What is changed or made anew waits for deletions of what it referred to, but for late ones. */
  private void afterEarlyDeletions(int make, Address used) {
    List<Integer> targets = targets(used);
    if (targets.size() > 1) {
      edges.edge(
          make,
          gates.computeIfAbsent(
              List.of("early", used),
              unused -> {
                int gate = node(Step.Kind.GATE, used, "");
                waitForEarly(gate, targets);
                return gate;
              }));
    } else {
      waitForEarly(make, targets);
    }
  }

  private void waitForEarly(int node, List<Integer> targets) {
    for (int target : targets) {
      if (deletes[target] >= 0 && !createFirst[target]) {
        edges.edge(node, deletes[target]);
      }
    }
  }

  /**
   * What had been replaced goes before what it referred to, and after everything that refers to it
   * still: what an interrupted or failed apply has not come to.
   */
  private void addDeposed() {
    int[] steps = new int[deposed.size()];
    for (int i = 0; i < steps.length; i++) {
      Deposed old = deposed.get(i);
      steps[i] = node(Step.Kind.DELETE_DEPOSED, old.address(), old.key());
      deposedSteps
          .computeIfAbsent(old.address().instance(null), unused -> new ArrayList<>())
          .add(steps[i]);
    }
    for (int i = 0; i < steps.length; i++) {
      Deposed old = deposed.get(i);
      for (Address address : trusted(old.recorded())) {
        addUser(deletedUsers, address, old.address(), steps[i], old.revision());
        for (int target : targets(address)) {
          if (deletes[target] >= 0) {
            edges.edge(deletes[target], steps[i]);
          }
        }
      }
    }
    for (int i = 0; i < steps.length && trust == Trust.ALL; i++) {
      Deposed old = deposed.get(i);
      for (Address address : old.address().names()) {
        after(steps[i], address, "changed", changedUsers, Long.MAX_VALUE);
        after(steps[i], address, "deleted", deletedUsers, old.replacedIn());
      }
    }
  }

  /** Lets each one that will be away wait for one before it in its group. */
  private void addRolling() {
    Map<Address, RollingUpdate> updates = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      RollingUpdate.Member member = item.rolling();
      if (member != null && makes[i] >= 0 && nodes.get(makes[i]).kind() != Step.Kind.GATE) {
        updates
            .computeIfAbsent(member.group(), unused -> new RollingUpdate())
            .add(i, member, item.action());
      }
    }
    updates.forEach(this::addRolling);
  }

  private void addRolling(Address group, RollingUpdate update) {
    List<Integer> limited = update.limited();
    if (limited.isEmpty()) {
      return;
    }
    List<Integer> first = new ArrayList<>();
    update.before().forEach(item -> first.add(makes[item]));
    if (rolling == Rolling.OLD_ONE_GONE) {
      first.addAll(deposedSteps.getOrDefault(group, List.of()));
    }
    int gate = first.isEmpty() ? -1 : node(Step.Kind.GATE, group, "");
    first.forEach(step -> edges.edge(gate, step));
    for (int place = 0; place < limited.size(); place++) {
      int item = limited.get(place);
      RollingUpdate.Member member = Objects.requireNonNull(items.get(item).rolling());
      int goes = createFirst[item] || deletes[item] < 0 ? makes[item] : deletes[item];
      if (gate >= 0) {
        edges.edge(goes, gate);
      }
      rollingNodes.add(goes);
      Integer before = place < member.most() ? null : limited.get(place - member.most());
      if (before != null) {
        boolean leaves = createFirst[before] && deletes[before] >= 0;
        boolean gone = leaves && rolling == Rolling.OLD_ONE_GONE;
        edges.edge(goes, gone ? deletes[before] : makes[before]);
      }
      turns.put(
          items.get(item).address(),
          new RollingUpdate.Turn(member, before == null ? null : items.get(before).address()));
    }
  }

  /**
   * Deletions before creations, those in reverse order of the file, where nothing else decides; too
   * few of them when some are in a circle.
   */
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
        id,
        step.kind(),
        step.address(),
        step.key(),
        after.stream().distinct().toList(),
        rollingNodes.contains(node));
  }

  private String cycle() {
    List<String> names = new ArrayList<>();
    cycleSteps().forEach(step -> names.add(step.toString()));
    return String.join(" → ", names);
  }

  private List<Step> cycleSteps() {
    List<Step> steps = new ArrayList<>();
    for (int node : edges.build(nodes.size()).cycle()) {
      steps.add(nodes.get(node));
    }
    return steps;
  }

  private int[] ranks() {
    int[] ranks = new int[nodes.size()];
    for (int node = 0; node < nodes.size(); node++) {
      Step step = nodes.get(node);
      Integer position = byAddress.get(step.address());
      if (position == null && step.kind() == Step.Kind.GATE) {
        // It stands for several and does nothing: it must not hold anything up.
        ranks[node] = Integer.MIN_VALUE;
        continue;
      }
      int place = position == null ? items.size() : position;
      int rank =
          switch (step.kind()) {
            case DELETE -> -items.size() * 2 - 1 - place;
            case DELETE_DEPOSED -> items.size() * 2 - place;
            case CREATE, UPDATE, READ, CHECK, GATE, FORGET -> place;
          };
      ranks[node] = rank;
    }
    return ranks;
  }
}

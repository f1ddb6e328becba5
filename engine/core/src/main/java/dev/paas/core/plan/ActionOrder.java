package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final OrderedItems items;
  private final List<Deposed> deposed;
  private final Set<Address> checked;
  private final Trust trust;
  private final Rolling rolling;
  private final boolean[] createFirst;

  private final StepGraph graph = new StepGraph();
  private final int[] makes;
  private final int[] deletes;
  private final Map<Address, Integer> makeGroups = new HashMap<>();
  private final Map<Address, List<User>> changedUsers = new HashMap<>();
  private final Map<Address, List<User>> deletedUsers = new HashMap<>();
  private final Map<Address, List<User>> earlyUsers = new HashMap<>();
  private final Map<List<Object>, Integer> gates = new HashMap<>();
  private final Map<Address, RollingUpdate.Turn> turns = new HashMap<>();
  private final Map<Address, List<Integer>> deposedSteps = new HashMap<>();

  private ActionOrder(
      OrderedItems items,
      List<Deposed> deposed,
      Set<Address> checked,
      Trust trust,
      Rolling rolling) {
    this.checked = checked;
    this.trust = trust;
    this.rolling = rolling;
    this.items = items;
    this.deposed = deposed;
    this.createFirst = items.createFirst(deposed);
    this.makes = new int[items.size()];
    this.deletes = new int[items.size()];
    Arrays.fill(makes, -1);
    Arrays.fill(deletes, -1);
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
    OrderedItems indexed = new OrderedItems(items);
    for (Trust trust : Trust.values()) {
      ActionOrder stuck = null;
      for (Rolling rolling : limited ? Rolling.values() : ANYWAY) {
        ActionOrder order = new ActionOrder(indexed, deposed, checked, trust, rolling);
        order.addEdges();
        List<Step> steps = order.graph.sorted(order.ranks());
        boolean complete = steps.size() == order.graph.size();
        if (complete && stuck != null && rolling == Rolling.UNLIMITED) {
          throw stuck.impossible();
        }
        if (complete) {
          return new Ordered(steps, order.createdFirst(), order.turns);
        }
        stuck = order;
        if (trust == Trust.NO_GROUPS && rolling == Rolling.UNLIMITED) {
          throw new IllegalStateException("the steps are in a circle: " + order.graph.cycle());
        }
      }
    }
    throw new IllegalStateException("nothing was tried");
  }

  private DiagnosticException impossible() {
    List<Step> circle = graph.cycleSteps();
    List<RollingUpdate.Member> members = new ArrayList<>();
    Map<Address, Address> seen = new HashMap<>();
    for (Step step : circle) {
      int item = items.position(step.address());
      RollingUpdate.Member member = item < 0 ? null : items.get(item).rolling();
      if (member != null && turns.containsKey(step.address())) {
        Address other = seen.putIfAbsent(member.group(), step.address());
        // Where one of them waits for another one, it is this limit.
        members.add(other == null || other.equals(step.address()) ? members.size() : 0, member);
      }
    }
    if (members.isEmpty()) {
      throw new IllegalStateException("the steps are in a circle: " + graph.cycle());
    }
    return RollingUpdate.impossible(members.get(0), circle);
  }

  private void addEdges() {
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

  private void addNodes() {
    boolean[] passing = items.passing(checked);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      switch (item.action()) {
        case CREATE -> makes[i] = graph.node(Step.Kind.CREATE, item.address(), "");
        case UPDATE -> makes[i] = graph.node(Step.Kind.UPDATE, item.address(), "");
        case REPLACE -> {
          makes[i] = graph.node(Step.Kind.CREATE, item.address(), "");
          if (createFirst[i] && item.held()) {
            break;
          }
          deletes[i] =
              graph.node(
                  createFirst[i] ? Step.Kind.DELETE_DEPOSED : Step.Kind.DELETE, item.address(), "");
          if (createFirst[i]) {
            graph.edge(deletes[i], makes[i]);
          } else {
            graph.edge(makes[i], deletes[i]);
          }
        }
        case DELETE -> deletes[i] = graph.node(Step.Kind.DELETE, item.address(), "");
        case FORGET -> graph.node(Step.Kind.FORGET, item.address(), "");
        case READ -> makes[i] = graph.node(Step.Kind.READ, item.address(), "");
        case NONE, ADOPT, IMPORT, RECORD, MOVE -> {
          if (checked.contains(item.address())) {
            makes[i] = graph.node(Step.Kind.CHECK, item.address(), "");
          } else if (passing[i]) {
            makes[i] = graph.node(Step.Kind.GATE, item.address(), "");
          }
        }
      }
    }
  }

  private void addMakeEdges() {
    for (int i = 0; i < items.size(); i++) {
      if (makes[i] >= 0) {
        for (Address address : items.get(i).dependencies()) {
          int target = made(address);
          if (target >= 0 && target != makes[i]) {
            graph.edge(makes[i], target);
          }
        }
      }
    }
  }

  /** The step after which an address is made; -1 when nothing is. One step stands for a group. */
  private int made(Address address) {
    List<Integer> targets = items.targets(address);
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
          group = graph.node(Step.Kind.GATE, address, "");
        }
        graph.edge(group, makes[target]);
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
        ? recorded.stream().filter(address -> !items.isGroup(address)).toList()
        : recorded;
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
    if (items.targets(used).size() <= 1) {
      waitFor(node, found, writtenBefore);
      return;
    }
    graph.edge(
        node,
        gates.computeIfAbsent(
            List.of(kind, used, writtenBefore),
            unused -> {
              int gate = graph.node(Step.Kind.GATE, used, "");
              waitFor(gate, found, writtenBefore);
              return gate;
            }));
  }

  private void waitFor(int node, List<User> users, long writtenBefore) {
    for (User user : users) {
      if (user.revision() < writtenBefore && user.node() != node) {
        graph.edge(node, user.node());
      }
    }
  }

  /** What is changed or made anew waits for deletions of what it referred to, but for late ones. */
  private void afterEarlyDeletions(int make, Address used) {
    List<Integer> targets = items.targets(used);
    if (targets.size() > 1) {
      graph.edge(
          make,
          gates.computeIfAbsent(
              List.of("early", used),
              unused -> {
                int gate = graph.node(Step.Kind.GATE, used, "");
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
        graph.edge(node, deletes[target]);
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
      steps[i] = graph.node(Step.Kind.DELETE_DEPOSED, old.address(), old.key());
      deposedSteps
          .computeIfAbsent(old.address().instance(null), unused -> new ArrayList<>())
          .add(steps[i]);
    }
    for (int i = 0; i < steps.length; i++) {
      Deposed old = deposed.get(i);
      for (Address address : trusted(old.recorded())) {
        addUser(deletedUsers, address, old.address(), steps[i], old.revision());
        for (int target : items.targets(address)) {
          if (deletes[target] >= 0) {
            graph.edge(deletes[target], steps[i]);
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
      if (member != null && makes[i] >= 0 && graph.step(makes[i]).kind() != Step.Kind.GATE) {
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
    int gate = first.isEmpty() ? -1 : graph.node(Step.Kind.GATE, group, "");
    first.forEach(step -> graph.edge(gate, step));
    for (int place = 0; place < limited.size(); place++) {
      int item = limited.get(place);
      RollingUpdate.Member member = Objects.requireNonNull(items.get(item).rolling());
      int goes = createFirst[item] || deletes[item] < 0 ? makes[item] : deletes[item];
      if (gate >= 0) {
        graph.edge(goes, gate);
      }
      graph.markRolling(goes);
      Integer before = place < member.most() ? null : limited.get(place - member.most());
      if (before != null) {
        boolean leaves = createFirst[before] && deletes[before] >= 0;
        boolean gone = leaves && rolling == Rolling.OLD_ONE_GONE;
        graph.edge(goes, gone ? deletes[before] : makes[before]);
      }
      turns.put(
          items.get(item).address(),
          new RollingUpdate.Turn(member, before == null ? null : items.get(before).address()));
    }
  }

  /** Deletions before creations, those in reverse order of the file, where nothing else decides. */
  private int[] ranks() {
    int[] ranks = new int[graph.size()];
    for (int node = 0; node < graph.size(); node++) {
      Step step = graph.step(node);
      int position = items.position(step.address());
      if (position < 0 && step.kind() == Step.Kind.GATE) {
        // It stands for several and does nothing: it must not hold anything up.
        ranks[node] = Integer.MIN_VALUE;
        continue;
      }
      int place = position < 0 ? items.size() : position;
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

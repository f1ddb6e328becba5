package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All resources of an order by what they may be referred to as, and what follows from their
 * references.
 */
final class OrderedItems {
  private final List<ActionOrder.Item> items;
  private final Map<Address, List<Integer>> groups = new HashMap<>();
  private final Map<Address, Integer> byAddress = new HashMap<>();

  OrderedItems(List<ActionOrder.Item> items) {
    this.items = items;
    for (int i = 0; i < items.size(); i++) {
      Address address = items.get(i).address();
      byAddress.put(address, i);
      for (Address name : address.names()) {
        groups.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(i);
      }
    }
  }

  int size() {
    return items.size();
  }

  ActionOrder.Item get(int item) {
    return items.get(item);
  }

  /** Where in the order of the file an address is; -1 when it is nowhere. */
  int position(Address address) {
    return byAddress.getOrDefault(address, -1);
  }

  /** What a reference stands for: a resource, all instances of a declaration, or a whole module. */
  List<Integer> targets(Address address) {
    return groups.getOrDefault(address, List.of());
  }

  /** Whether a reference stands for more than what has this address. */
  boolean isGroup(Address address) {
    return targets(address).stream()
        .anyMatch(target -> !items.get(target).address().equals(address));
  }

  /**
   * What is created before its old one is destroyed. That spreads to what a resource refers to by
   * the file: its new one needs their new ones; and to what it referred to when it was last
   * applied, which must not go before it has let go of it.
   */
  boolean[] createFirst(List<ActionOrder.Deposed> deposed) {
    boolean[] createFirst = new boolean[items.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).createFirst()) {
        createFirst[i] = true;
        open.add(i);
      }
    }
    Set<Address> spread = new HashSet<>();
    for (ActionOrder.Deposed old : deposed) {
      old.recorded().forEach(address -> spreadTo(address, createFirst, spread, open));
    }
    while (!open.isEmpty()) {
      ActionOrder.Item item = items.get(open.remove(open.size() - 1));
      item.dependencies().forEach(address -> spreadTo(address, createFirst, spread, open));
      item.recorded().forEach(address -> spreadTo(address, createFirst, spread, open));
    }
    return createFirst;
  }

  private void spreadTo(
      Address address, boolean[] createFirst, Set<Address> spread, List<Integer> open) {
    if (spread.add(address)) {
      for (int target : targets(address)) {
        if (!createFirst[target]) {
          createFirst[target] = true;
          open.add(target);
        }
      }
    }
  }

  /** Which unchanged resources refer, however indirectly, to one that is made or changed. */
  boolean[] passing(Set<Address> checked) {
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
    return Arrays.copyOf(kept, count);
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.naming.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All containers of one service: those that run, those of a rollout that was interrupted, that of a
 * release command.
 *
 * @param containers sorted by number and name
 */
record Fleet(List<ContainerView> containers) {

  static Fleet of(List<ContainerView> containers) {
    return new Fleet(
        containers.stream()
            .sorted(Comparator.comparingInt(Fleet::number).thenComparing(ContainerView::name))
            .toList());
  }

  /** Looks at all containers of the resource that was created with {@code key}. */
  static Fleet load(EngineClient engine, Labels labels, String key)
      throws EngineException, InterruptedException {
    Map<String, String> filter = labels.platform();
    filter.put(Labels.KEY, key);
    List<ContainerView> views = new ArrayList<>();
    for (ContainerSummary summary : engine.containers(filter)) {
      // One that is gone by now is not there.
      engine.container(summary.id()).ifPresent(views::add);
    }
    return of(views);
  }

  boolean isEmpty() {
    return containers.isEmpty();
  }

  /** Without the containers of release commands. */
  List<ContainerView> replicas() {
    return containers.stream().filter(container -> number(container) > 0).toList();
  }

  List<ContainerView> replicas(int number) {
    return containers.stream().filter(container -> number(container) == number).toList();
  }

  List<ContainerView> releases() {
    return containers.stream().filter(container -> number(container) == 0).toList();
  }

  /** How many different numbers there are. */
  int size() {
    return (int) replicas().stream().map(Fleet::number).distinct().count();
  }

  /** The container's number, from 1; 0 for that of a release command. */
  static int number(ContainerView container) {
    try {
      return Integer.parseInt(container.labels().getOrDefault(Labels.REPLICA, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a service before a rollout.
 *
 * @param slots for each number that there shall be, what is there
 * @param extras containers with higher numbers, highest first
 * @param debris what an interrupted rollout left half-made, and what is there twice
 */
record Survey(List<Slot> slots, List<ContainerView> extras, List<ContainerView> debris) {

  /**
   * The place of one replica.
   *
   * @param current what can stay; {@code null} when something is to be made
   * @param old what is to go, once there is something in its place; {@code null} for nothing
   */
  record Slot(int number, @Nullable ContainerView current, @Nullable ContainerView old) {

    boolean isMissing() {
      return current == null && old == null;
    }

    boolean isOutdated() {
      return current == null && old != null;
    }
  }

  /**
   * Sorts the containers of a service.
   *
   * @param replicas how many there shall be
   * @param stays which of them can stay as they are
   */
  static Survey of(Fleet fleet, int replicas, Predicate<ContainerView> stays) {
    List<ContainerView> debris = new ArrayList<>(fleet.releases());
    List<ContainerView> extras = new ArrayList<>();
    List<ContainerView> started = new ArrayList<>();
    for (ContainerView container : fleet.replicas()) {
      if (container.state().isNew()) {
        // Nothing tells whether all its files were placed.
        debris.add(container);
      } else if (Fleet.number(container) > replicas) {
        extras.add(0, container);
      } else {
        started.add(container);
      }
    }
    List<Slot> slots = new ArrayList<>();
    for (int number = 1; number <= replicas; number++) {
      slots.add(slot(number, new Fleet(started).replicas(number), stays, debris));
    }
    return new Survey(List.copyOf(slots), List.copyOf(extras), List.copyOf(debris));
  }

  private static Slot slot(
      int number,
      List<ContainerView> containers,
      Predicate<ContainerView> stays,
      List<ContainerView> debris) {
    Optional<ContainerView> current = best(containers.stream().filter(stays).toList());
    Optional<ContainerView> old = best(containers.stream().filter(stays.negate()).toList());
    containers.stream()
        .filter(container -> !isIn(current, container) && !isIn(old, container))
        .forEach(debris::add);
    return new Slot(number, current.orElse(null), old.orElse(null));
  }

  private static boolean isIn(Optional<ContainerView> chosen, ContainerView container) {
    return chosen.map(ContainerView::id).filter(container.id()::equals).isPresent();
  }

  /** One that runs rather than one that does not, the youngest of them. */
  private static Optional<ContainerView> best(List<ContainerView> containers) {
    return containers.stream()
        .max(
            Comparator.comparing((ContainerView container) -> container.state().isRunning())
                .thenComparing(
                    container -> container.state().startedAt(),
                    Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(ContainerView::id));
  }

  List<Slot> missing() {
    return slots.stream().filter(Slot::isMissing).toList();
  }

  List<Slot> outdated() {
    return slots.stream().filter(Slot::isOutdated).toList();
  }
}

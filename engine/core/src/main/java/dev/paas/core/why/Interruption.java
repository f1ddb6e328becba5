package dev.paas.core.why;

import dev.paas.core.plan.Action;
import dev.paas.core.plan.PlannedInstance;

/** What an action does to what runs. */
public enum Interruption {
  /** Nothing stops. */
  NONE,
  /** What runs in the resource is stopped and started part by part; some of it always serves. */
  ROLLING,
  /** What runs in the resource is stopped before it is started anew. */
  RESTARTS,
  /** The resource is deleted and another one is made. */
  REPLACED,
  /** The resource is deleted. */
  DELETED;

  static Interruption of(PlannedInstance instance) {
    Action action = instance.change().action();
    return switch (action) {
      case REPLACE -> REPLACED;
      case DELETE -> DELETED;
      case UPDATE, CREATE, FORGET, ADOPT, IMPORT, MOVE, RECORD, READ, NONE ->
          switch (instance.change().impact().disruption()) {
            case NONE -> NONE;
            case ROLLING -> ROLLING;
            case STOPS -> RESTARTS;
          };
    };
  }
}

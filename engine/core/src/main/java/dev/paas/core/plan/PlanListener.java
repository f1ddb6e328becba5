package dev.paas.core.plan;

import dev.paas.core.address.Address;

/** Hears how planning goes on. Called by several threads. */
public interface PlanListener {

  /** Hears nothing. */
  PlanListener NONE = new PlanListener() {};

  /** So many resources are going to be looked at. */
  default void refreshing(int resources) {}

  /** A resource was looked at. */
  default void refreshed(Address address) {}
}

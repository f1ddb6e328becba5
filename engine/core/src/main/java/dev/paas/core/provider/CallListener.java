package dev.paas.core.provider;

import dev.paas.core.address.Address;
import java.time.Duration;

/** Hears what providers say while they work. Called by several threads. */
public interface CallListener {

  /** Hears nothing. */
  CallListener NONE = new CallListener() {};

  /** What is going on with a resource, in a few words. */
  default void progress(Address address, String message) {}

  /** A line of output of something that a provider runs for a resource. */
  default void output(Address address, String line) {}

  /** A call failed and is made again after {@code pause}. */
  default void retrying(Address address, String reason, Duration pause) {}
}

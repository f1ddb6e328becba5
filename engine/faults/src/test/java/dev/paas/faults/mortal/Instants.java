package dev.paas.faults.mortal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The instants of one process at which it can die: before and after everything that can be seen
 * from outside.
 */
public interface Instants {

  /** Something that is seen from outside: all of it happens, or nothing. */
  interface Effect<T, E extends Exception> {
    T happen() throws E;
  }

  /** Those of the process that has these environment variables. */
  static Instants of(Map<String, String> environment) {
    String life = environment.get(Life.VARIABLE);
    return life == null ? new RealInstants(environment) : Life.named(life);
  }

  /**
   * An instant; whether the process lives on. Where it does not, nothing that comes after it may
   * have an effect.
   */
  boolean survives(String instant);

  /** An instant, from which a thread of a process that has died never returns. */
  void pass(String instant);

  /** What somebody waits for in vain in a process that has died. */
  <T> CompletableFuture<T> silence();

  /** Lets something happen, with an instant before it and one after it. */
  <T, E extends Exception> T around(String what, Effect<T, E> effect) throws E;
}

package dev.paas.faults.mortal;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The life of a pretended process inside that of the test. When it dies, each of its threads stands
 * still at its next instant, for ever: no exception is thrown, nothing is closed, no lease is given
 * up. When the test has looked at everything, {@link #bury} lets the threads go.
 */
public final class Life implements Instants, AutoCloseable {
  /** The environment variable that tells the plugins which life is theirs. */
  public static final String VARIABLE = "MORTAL_LIFE";

  private static final Map<String, Life> LIVES = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name = "life" + NUMBER.incrementAndGet();
  private final int fatal;
  private final @Nullable Random schedule;
  private final Map<Integer, Runnable> events = new TreeMap<>();
  private final CompletableFuture<String> death = new CompletableFuture<>();
  private final CompletableFuture<Object> silence = new CompletableFuture<>();
  private Runnable onDeath = () -> {};
  private int instants;
  private boolean dead;
  private volatile boolean buried;
  private String last = "it lived";

  /** What ends the threads of a process that is buried. */
  private static final class Buried extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Life(int fatal, @Nullable Random schedule) {
    this.fatal = fatal;
    this.schedule = schedule;
    LIVES.put(name, this);
  }

  /** A life that ends at instant {@code n}, counted from 1. */
  public static Life until(int n) {
    return new Life(n, null);
  }

  /**
   * The same, in which threads come to their instants in an order that {@code seed} stirs.
   *
   * @param seed of the pauses, each less than half a millisecond
   */
  public static Life stirred(int n, long seed) {
    return new Life(n, new Random(seed));
  }

  /** A life that does not end. */
  public static Life immortal() {
    return new Life(Integer.MAX_VALUE, null);
  }

  static Life named(String name) {
    return Objects.requireNonNull(LIVES.get(name), name);
  }

  public String name() {
    return name;
  }

  /** What else happens at the instant of death; nothing of the process happens meanwhile. */
  public synchronized Life onDeath(Runnable happens) {
    onDeath = happens;
    return this;
  }

  /** Something that happens at instant {@code n}, while the thread that got there waits. */
  public synchronized Life at(int n, Runnable happens) {
    events.put(n, happens);
    return this;
  }

  /** How many instants there were. */
  public synchronized int instants() {
    return instants;
  }

  /** At which instant it died. */
  public synchronized String when() {
    return last;
  }

  /** Whether it has come to its end. */
  public synchronized boolean died() {
    return dead;
  }

  /** Completed when it dies. */
  public CompletableFuture<String> death() {
    return death;
  }

  @Override
  public boolean survives(String instant) {
    stir();
    Runnable event;
    synchronized (this) {
      if (dead) {
        return false;
      }
      instants++;
      event = events.get(instants);
      if (instants == fatal) {
        dead = true;
        last = "at instant " + fatal + ", " + instant;
        onDeath.run();
        death.complete(last);
        return false;
      }
    }
    if (event != null) {
      event.run();
    }
    return true;
  }

  private void stir() {
    if (schedule != null) {
      long pause;
      synchronized (schedule) {
        pause = schedule.nextInt(500_000);
      }
      LockSupport.parkNanos(pause);
    }
  }

  @Override
  public void pass(String instant) {
    if (!survives(instant)) {
      standStill();
    }
  }

  @Override
  public <T> CompletableFuture<T> silence() {
    return silence.thenApply(
        never -> {
          throw new IllegalStateException("the dead are told nothing");
        });
  }

  @Override
  public <T, E extends Exception> T around(String what, Effect<T, E> effect) throws E {
    pass("before " + what);
    T result;
    boolean lives;
    synchronized (this) {
      lives = !dead;
      result = lives ? effect.happen() : null;
    }
    if (!lives) {
      standStill();
    }
    pass("after " + what);
    return Objects.requireNonNull(result);
  }

  private void standStill() {
    while (!buried) {
      LockSupport.parkNanos(this, 50_000_000);
      Thread.interrupted();
    }
    throw new Buried();
  }

  /** Lets the threads of the dead process go; nothing that they do has an effect any more. */
  public void bury() {
    synchronized (this) {
      dead = true;
      buried = true;
    }
    silence.completeExceptionally(new Buried());
  }

  @Override
  public void close() {
    bury();
    LIVES.remove(name);
  }
}

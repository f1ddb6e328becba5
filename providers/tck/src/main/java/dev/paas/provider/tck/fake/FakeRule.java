package dev.paas.provider.tck.fake;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall happen in some of the calls: first which ones, then what. Made with {@link
 * FakeWorld#on}; it holds from then on.
 *
 * <pre>{@code
 * world.on(Operation.CREATE).of("resources.db").nth(2).fail("no room is left");
 * Gate gate = world.on(Operation.UPDATE).hold();
 * }</pre>
 */
public final class FakeRule {
  private final Operation operation;
  private @Nullable String address;
  private int first = 1;
  private int last = Integer.MAX_VALUE;
  private int seen;

  private @Nullable Gate gate;
  private Duration delay = Duration.ZERO;
  private @Nullable ProviderException failure;
  private @Nullable ProviderException halfway;
  private @Nullable Runnable before;
  private @Nullable Runnable after;

  FakeRule(Operation operation) {
    this.operation = operation;
  }

  /** Only calls that are about {@code address}. */
  public synchronized FakeRule of(String onlyAddress) {
    this.address = onlyAddress;
    return this;
  }

  /** Of those calls only the {@code n}th, counted from 1. */
  public synchronized FakeRule nth(int n) {
    this.first = n;
    this.last = n;
    return this;
  }

  /** Of those calls only the first {@code n}. */
  public synchronized FakeRule times(int n) {
    this.first = 1;
    this.last = n;
    return this;
  }

  /** They fail before they have changed anything. */
  public void fail(String reason) {
    fail(ProviderException.builder(reason).build());
  }

  /** They fail before they have changed anything, and may be tried again. */
  public void failRetryably(String reason) {
    fail(ProviderException.builder(reason).retryable().build());
  }

  /** They fail before they have changed anything. */
  public synchronized void fail(ProviderException with) {
    this.failure = with;
  }

  /** They do what they shall and fail then; a creation tells what it has left behind. */
  public synchronized void failHalfway(String reason) {
    this.halfway = ProviderException.builder(reason).build();
  }

  /** The same, and what a creation has left behind can be gone on with. */
  public synchronized void failResumably(String reason) {
    this.halfway = ProviderException.builder(reason).resumable().build();
  }

  /** They take this long. An interruption ends the waiting with a failure. */
  public synchronized FakeRule delay(Duration duration) {
    this.delay = duration;
    return this;
  }

  /** They wait, before they change anything, until the gate is opened. */
  public synchronized Gate hold() {
    Gate made = new Gate();
    this.gate = made;
    return made;
  }

  /** Runs something before they change anything. */
  public synchronized FakeRule before(Runnable action) {
    this.before = action;
    return this;
  }

  /** Runs something when they have changed what they shall, before the engine learns of it. */
  public synchronized FakeRule after(Runnable action) {
    this.after = action;
    return this;
  }

  /** The process dies before they change anything. */
  public void crashBefore() {
    before(
        () -> {
          throw new SimulatedCrash("before " + operation);
        });
  }

  /** The process dies when they have changed what they shall, before the engine learns of it. */
  public void crashAfter() {
    after(
        () -> {
          throw new SimulatedCrash("after " + operation);
        });
  }

  /** Whether it holds for a call; counts those that it could hold for. */
  synchronized boolean matches(Operation called, List<String> addresses) {
    String only = address;
    if (called != operation || (only != null && !addresses.contains(only))) {
      return false;
    }
    seen++;
    return seen >= first && seen <= last;
  }

  void beforeEffect() throws ProviderException {
    Gate held;
    Duration wait;
    Runnable action;
    ProviderException fails;
    synchronized (this) {
      held = gate;
      wait = delay;
      action = before;
      fails = failure;
    }
    try {
      if (held != null) {
        held.pass();
      }
      if (!wait.isZero()) {
        Thread.sleep(wait.toMillis());
      }
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
    if (action != null) {
      action.run();
    }
    if (fails != null) {
      throw fails;
    }
  }

  synchronized void afterEffect(@Nullable Object result) throws ProviderException {
    if (after != null) {
      after.run();
    }
    if (halfway != null) {
      ObservedResource left = result instanceof ObservedResource made ? made : null;
      ProviderException.Builder told = ProviderException.builder(halfway.reason()).partial(left);
      throw (halfway.resumable() ? told.resumable() : told).build();
    }
  }

  /** What a call ends with that was interrupted; the thread stays interrupted. */
  static ProviderException interrupted() {
    Thread.currentThread().interrupt();
    return ProviderException.builder("it was interrupted").build();
  }
}

package dev.paas.cli.growth;

import java.util.concurrent.atomic.LongAdder;

/** How many methods were entered and how often loops went round, in classes that count it. */
public final class Operations {
  private static final LongAdder COUNT = new LongAdder();

  private Operations() {}

  /** Called by each class that a {@link CountingLoader} has loaded. */
  public static void count() {
    COUNT.increment();
  }

  /** How many there were in this process. */
  public static long soFar() {
    return COUNT.sum();
  }
}

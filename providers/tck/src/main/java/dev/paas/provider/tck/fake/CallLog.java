package dev.paas.provider.tck.fake;

import dev.paas.spi.provider.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down the calls and lets happen in them what the rules say. */
final class CallLog {
  private final List<Entry> entries = new ArrayList<>();
  private final List<FakeRule> rules = new ArrayList<>();
  private int events;

  /** What a call does in the world. */
  interface Effect<T> {
    T run() throws ProviderException;
  }

  /** A call whose end is written down later. */
  private static final class Entry {
    private FakeCall call;

    Entry(FakeCall call) {
      this.call = call;
    }
  }

  /** All calls so far, in the order in which they began. */
  synchronized List<FakeCall> calls() {
    return entries.stream().map(entry -> entry.call).toList();
  }

  synchronized void forgetCalls() {
    entries.clear();
  }

  synchronized FakeRule add(FakeRule rule) {
    rules.add(rule);
    return rule;
  }

  synchronized void forgetRules() {
    rules.clear();
  }

  /**
   * Makes a call.
   *
   * @param asked the call as it is before it has begun
   */
  <T> T call(FakeCall asked, Effect<T> effect) throws ProviderException {
    List<FakeRule> holding = new ArrayList<>();
    Entry entry = begin(asked, holding);
    String failure = "it ended abruptly";
    try {
      for (FakeRule rule : holding) {
        rule.beforeEffect();
      }
      T result = effect.run();
      for (FakeRule rule : holding) {
        rule.afterEffect(result);
      }
      failure = null;
      return result;
    } catch (ProviderException expected) {
      failure = expected.reason();
      throw expected;
    } finally {
      end(entry, failure);
    }
  }

  private synchronized Entry begin(FakeCall asked, List<FakeRule> holding) {
    for (FakeRule rule : rules) {
      if (rule.matches(asked.operation(), asked.addresses())) {
        holding.add(rule);
      }
    }
    events++;
    Entry entry = new Entry(asked.begun(events, Instant.now()));
    entries.add(entry);
    return entry;
  }

  private synchronized void end(Entry entry, @Nullable String failure) {
    events++;
    entry.call = entry.call.over(events, Instant.now(), failure);
  }
}

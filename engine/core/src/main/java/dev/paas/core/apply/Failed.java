package dev.paas.core.apply;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.history.RecordedFailure;
import java.util.ArrayList;
import java.util.List;

/** What failed while a plan is carried out: all of it for the user, some for the history. */
final class Failed {
  /** How many the history keeps: the first ones tell what went wrong. */
  private static final int MOST_RECORDED = 100;

  private final Diagnostics all = new Diagnostics();
  private final List<RecordedFailure> first = new ArrayList<>();

  /**
   * Adds what was wrong with one thing.
   *
   * @param address the address of a resource; empty when it was none
   */
  synchronized void addAll(String address, List<Diagnostic> why) {
    all.addAll(why);
    add(address, why.get(0));
  }

  synchronized void add(String address, Diagnostic why) {
    if (first.size() < MOST_RECORDED) {
      String detail = why.detail();
      first.add(
          new RecordedFailure(address, why.summary() + (detail == null ? "" : ": " + detail)));
    }
  }

  synchronized boolean isEmpty() {
    return !all.hasErrors();
  }

  /** All, in the order in which they are shown. */
  synchronized List<Diagnostic> diagnostics() {
    return all.sorted();
  }

  /** The first ones. */
  synchronized List<RecordedFailure> first() {
    return List.copyOf(first);
  }
}

package dev.paas.provider.docker.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an output, for the error that follows it. Safe for use by several threads. */
public final class LastLines {
  private static final int CAPACITY = 30;

  private final Deque<String> lines = new ArrayDeque<>();

  public synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > CAPACITY) {
      lines.removeFirst();
    }
  }

  public synchronized List<String> list() {
    return List.copyOf(lines);
  }
}

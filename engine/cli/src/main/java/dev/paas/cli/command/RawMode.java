package dev.paas.cli.command;

import java.io.IOException;

/** Passes keys on as they are typed; on a terminal, with {@code stty}. */
final class RawMode {
  private boolean changed;

  /** Begins it, if there is a terminal. */
  void begin(boolean wanted) throws InterruptedException {
    changed = wanted && stty("raw", "-echo");
  }

  /** Ends it. */
  void end() throws InterruptedException {
    if (changed) {
      stty("sane");
    }
  }

  private static boolean stty(String... settings) throws InterruptedException {
    String[] command = new String[settings.length + 1];
    command[0] = "stty";
    System.arraycopy(settings, 0, command, 1, settings.length);
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}

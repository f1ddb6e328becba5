package dev.paas.faults.mortal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The instants of a process of its own, which really halts. Environment variables say at which
 * instant: {@value #HALT}; at which it waits until somebody removes the file {@value #HOLD_FILE}
 * that it makes then: {@value #HOLD}; and where each is written down: {@value #LOG}.
 */
final class RealInstants implements Instants {
  static final String HALT = "MORTAL_HALT";
  static final String HOLD = "MORTAL_HOLD";
  static final String HOLD_FILE = "MORTAL_HOLD_FILE";
  static final String LOG = "MORTAL_LOG";

  private static final String COUNTED = "mortal.instants";

  private final Map<String, String> environment;

  RealInstants(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public boolean survives(String instant) {
    int number;
    // Both plugins count together, although each has classes of its own.
    synchronized (System.getProperties()) {
      number = Integer.getInteger(COUNTED, 0) + 1;
      System.setProperty(COUNTED, Integer.toString(number));
      log(number + " " + instant);
      if (number == number(HALT)) {
        Runtime.getRuntime().halt(137);
      }
    }
    if (number == number(HOLD)) {
      hold(Path.of(environment.getOrDefault(HOLD_FILE, "")));
    }
    return true;
  }

  private int number(String variable) {
    return Integer.parseInt(environment.getOrDefault(variable, "0"));
  }

  private void log(String line) {
    String file = environment.get(LOG);
    if (file != null) {
      try {
        Files.writeString(
            Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }

  private static void hold(Path file) {
    try {
      Files.createFile(file);
      while (Files.exists(file)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void pass(String instant) {
    survives(instant);
  }

  @Override
  public <T> CompletableFuture<T> silence() {
    throw new IllegalStateException("it has halted");
  }

  @Override
  public <T, E extends Exception> T around(String what, Effect<T, E> effect) throws E {
    pass("before " + what);
    T result = effect.happen();
    pass("after " + what);
    return result;
  }
}

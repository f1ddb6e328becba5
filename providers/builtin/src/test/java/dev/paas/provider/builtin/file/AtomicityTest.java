package dev.paas.provider.builtin.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.value.MapValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there as a whole or as it was, whoever looks and whenever the process dies. */
class AtomicityTest {
  private static final int SIZE = 1 << 20;
  private static final List<String> CONTENTS = List.of("a".repeat(SIZE), "b".repeat(SIZE));

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static MapValue wanted(int turn) {
    return MapValue.builder()
        .put("path", "large")
        .put("content", CONTENTS.get(turn % CONTENTS.size()))
        .build();
  }

  @Test
  void readersNeverSeeHalfAFile() throws Exception {
    FileCalls calls = new FileCalls(directory);
    MapValue prior = calls.make("k0", wanted(0)).attributes();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reads =
          reader.submit(
              () -> {
                int whole = 0;
                while (!done.get() || whole == 0) {
                  assertTrue(CONTENTS.contains(Files.readString(directory.resolve("large"))));
                  whole++;
                }
                return whole;
              });
      for (int turn = 1; turn <= 20; turn++) {
        prior = calls.update("k" + turn, prior, calls.plan(wanted(turn), prior)).attributes();
      }
      done.set(true);
      assertTrue(reads.get(1, TimeUnit.MINUTES) > 0);
    } finally {
      done.set(true);
      reader.shutdownNow();
    }
  }

  @Test
  void aKilledWriterLeavesAWholeFile() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      killSomewhere(random.nextInt(5), random.nextInt(8));
      String content = Files.readString(directory.resolve("large"));
      assertTrue(CONTENTS.contains(content), "half a file; seed " + seed);
    }
    FileCalls calls = new FileCalls(directory);
    MapValue prior = calls.plan(wanted(0), null);
    calls.update("last", prior, prior);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("large")), files.toList(), "seed " + seed);
    }
  }

  /** Lets another process write, and kills it some time after {@code updates} of them. */
  private void killSomewhere(int updates, int milliseconds) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i <= updates; i++) {
        assertEquals("written", lines.readLine());
      }
      writer.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Writes until it is killed. */
  static final class Writer {
    public static void main(String[] arguments) throws Exception {
      FileCalls calls = new FileCalls(Path.of(arguments[0]));
      MapValue prior = calls.plan(wanted(0), null);
      for (int turn = 0; ; turn++) {
        MapValue planned = calls.plan(wanted(turn), prior);
        prior = calls.update("k" + turn, prior, planned).attributes();
        System.out.println("written");
      }
    }
  }
}

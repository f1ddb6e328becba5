package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The installed program, run as a process of its own on a {@link Site}. */
final class Program {
  private static final long PATIENCE_SECONDS = 180;
  private static final Path INSTALLATION =
      Path.of(System.getProperty("paas.installation", "")).toAbsolutePath().normalize();

  private final Site site;
  private final List<String> prefix = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  /** How a process ended. */
  record Result(int code, String output) {
    /** It must have done all that it had to. */
    void succeeded() {
      assertTrue(code == 0, this::toString);
    }
  }

  Program(Site site) throws IOException {
    this.site = site;
    Path plugins = site.folder().resolve("packed");
    MortalPlugins.pack(plugins);
    environment.put("PAAS_PLUGINS", plugins.toString());
    environment.put("PAAS_STATE_KEY", Site.KEY);
  }

  /** Sets an environment variable for the next process. */
  Program with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs the next process by means of another command. */
  Program by(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  /** Starts an apply that does one step after the other. */
  Running apply(String... more) throws IOException {
    site.write();
    List<String> command = new ArrayList<>(prefix);
    command.add(INSTALLATION.resolve("bin/paas").toString());
    command.addAll(List.of("apply", "--auto-approve", "--parallelism", "1"));
    command.addAll(List.of(more));
    Path output = Files.createTempFile(site.folder(), "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(site.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(process, output);
  }

  /** A process under way. */
  record Running(Process process, Path output) implements AutoCloseable {

    Result end() throws IOException, InterruptedException {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      close();
      Result result = new Result(process.waitFor(), Files.readString(output));
      assertTrue(ended, () -> "it does not end: " + result);
      return result;
    }

    void signal(String name) throws IOException, InterruptedException {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      assertTrue(kill.waitFor() == 0, "kill -" + name);
    }

    /** Waits until something is so; it must not end meanwhile. */
    void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!condition.getAsBoolean()) {
        boolean goesOn = process.isAlive() && System.nanoTime() - end < 0;
        assertTrue(goesOn, "waited in vain until " + what + ": " + Files.readString(output));
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }

    /** Ends it when it has not ended yet. */
    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

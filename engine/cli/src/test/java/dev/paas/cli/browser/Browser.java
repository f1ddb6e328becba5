package dev.paas.cli.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Chromium without a window, and with a profile of its own. */
public final class Browser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final long MOST_SECONDS = 60;

  private final Process process;
  private final String address;

  private Browser(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one; a test that asks for it is skipped where there is none.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no browser: there is no " + PROGRAM);
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), "--headless", "--no-sandbox"));
    command.addAll(List.of("--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-dev-shm-usage", "--remote-debugging-port=0"));
    command.addAll(List.of("--window-size=1600,1000", "--user-data-dir=" + profile));
    command.add("about:blank");
    Path log = profile.resolveSibling("browser.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    try {
      return new Browser(process, address(process, profile.resolve("DevToolsActivePort"), log));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** The file has the port on its first line and a path on its second. */
  private static String address(Process process, Path file, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() >= 2) {
        return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
      }
      Thread.sleep(50);
    }
    throw new IOException("the browser does not start:\n" + Files.readString(log));
  }

  /** Opens a page that is a file. */
  public BrowserPage open(Path file) throws InterruptedException {
    return BrowserPage.open(address, file);
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    // The profile is a folder that is deleted afterwards: nobody may write into it then.
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }
}

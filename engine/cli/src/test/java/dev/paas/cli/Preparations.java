package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateBackendPlugin;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What a case needs that cannot lie in a folder of the sources. */
final class Preparations implements AutoCloseable {
  /** The platform that the cases with a prepared state have. */
  static final PlatformIdentity PLATFORM = new PlatformIdentity("shop", "");

  static final Set<String> NAMES =
      new TreeSet<>(
          List.of(
              "large-file",
              "invalid-utf8",
              "byte-order-mark",
              "crlf",
              "committed",
              "newer-state",
              "newer-record",
              "wrong-entries",
              "unfinished-push",
              "damaged-state",
              "held-lease",
              "state-on-tmpfs",
              "state-read-only",
              "state-full"));

  private final Path folder;
  private final Path file;
  private final Path state;
  private final Deque<Closeable> undo = new ArrayDeque<>();

  Preparations(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("platform.yaml");
    this.state = folder.resolve(".paas");
  }

  void prepare(String name) throws Exception {
    switch (name) {
      case "large-file" -> largeFile();
      case "invalid-utf8" ->
          Files.write(file, "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
      case "byte-order-mark" -> Files.writeString(file, "\uFEFF" + Files.readString(file));
      case "crlf" -> Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
      case "committed" -> committed();
      case "newer-state" -> newerState();
      case "newer-record" -> newerRecord();
      case "wrong-entries" -> wrongEntries();
      case "unfinished-push" -> unfinishedPush();
      case "damaged-state" -> damagedState();
      case "held-lease" -> heldLease();
      case "state-on-tmpfs" -> tmpfs();
      case "state-read-only" -> run("mount", "-o", "remount,ro", state.toString());
      case "state-full" -> full();
      default -> throw new IllegalArgumentException("nothing prepares " + name);
    }
  }

  /** A file of 50 MB that would be valid. */
  private void largeFile() throws IOException {
    byte[] line =
        "# a comment as long as this line is, over and over again\n"
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("apiVersion: paas/v1\nname: shop\n".getBytes(StandardCharsets.UTF_8));
      for (long written = 0; written < 50_000_000; written += line.length) {
        out.write(line);
      }
    }
  }

  /** Puts everything into a commit whose name depends on nothing but what is in it. */
  private void committed() throws Exception {
    Files.writeString(
        folder.resolve(".gitignore"), ".paas/\n.gitignore\n*.plan\nplugins/\nthings/\n");
    git("init", "-q", "-b", "main");
    git("add", "platform.yaml");
    git(
        "-c",
        "user.name=Ann",
        "-c",
        "user.email=ann@example.org",
        "commit",
        "-q",
        "-m",
        "a platform");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).redirectErrorStream(true);
    git.environment().put("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z");
    git.environment().put("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    git.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    Process process = git.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private StateStore store() throws Exception {
    return openStore(folder);
  }

  static StateStore openStore(Path folder) throws Exception {
    StateBackendPlugin local =
        ServiceLoader.load(StateBackendPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(plugin -> plugin.name().equals("local"))
            .findFirst()
            .orElseThrow();
    MapValue settings = MapValue.builder().put("path", ".paas").build();
    return local.open(new StateSettings(settings, PLATFORM, folder, Map.of()));
  }

  private void newerState() throws Exception {
    try (StateStore store = store()) {
      byte[] meta = store.read("meta").entries().get(0).value();
      String text = new String(meta, StandardCharsets.UTF_8);
      assertEquals(true, text.contains("\"format\":1"), text);
      byte[] newer = text.replace("\"format\":1", "\"format\":7").getBytes(StandardCharsets.UTF_8);
      Long revision =
          store.commit(StateCommit.builder().put("meta", newer).build()).get(10, TimeUnit.SECONDS);
      assertEquals(true, revision > 0);
    }
  }

  /** A record of a plugin that knows more than the installed one. */
  private void newerRecord() throws Exception {
    try (StateStore store = store()) {
      String key = "record/resources.web";
      String text = new String(store.read(key).entries().get(0).value(), StandardCharsets.UTF_8);
      assertEquals(true, text.contains("\"revision\":"), text);
      byte[] newer =
          text.replace("\"revision\":", "\"schemaVersion\":7,\"revision\":")
              .getBytes(StandardCharsets.UTF_8);
      Long revision =
          store.commit(StateCommit.builder().put(key, newer).build()).get(10, TimeUnit.SECONDS);
      assertEquals(true, revision > 0);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Something of everything that can be wrong with a state. */
  private void wrongEntries() throws Exception {
    try (StateStore store = store()) {
      byte[] web = store.read("record/resources.web").entries().get(0).value();
      String text = new String(web, StandardCharsets.UTF_8);
      StateCommit.Builder commit = StateCommit.builder();
      commit.put("record/resources.broken", bytes("not JSON"));
      commit.put("record/resources.swapped", web);
      commit.put("record/resources.gone", bytes("{\"type\":\"x\",\"provider\":\"gone\"}"));
      commit.put("record/resources.odd", bytes("{\"type\":\"x\",\"provider\":\"bench\"}"));
      commit.put(
          "record/resources.newer",
          bytes("{\"type\":\"bench.thing\",\"provider\":\"bench\",\"schemaVersion\":7}"));
      String half =
          "{\"type\":\"bench.thing\",\"provider\":\"bench\",\"id\":\"h\",\"halfMade\":true,"
              + "\"dependencies\":[\"resources.nothing\"]}";
      commit.put("record/resources.half", bytes(half));
      commit.put("deposed/resources.half/k1", bytes(half.replace(",\"halfMade\":true", "")));
      commit.put(
          "intent/resources.begun",
          bytes("{\"operation\":\"CREATE\",\"type\":\"bench.thing\",\"provider\":\"bench\"}"));
      commit.put("future/thing", bytes("{\"a\":1}"));
      assertEquals(true, text.contains("$sensitive"), text);
      Long revision = store.commit(commit.build()).get(10, TimeUnit.SECONDS);
      assertEquals(true, revision > 0);
    }
  }

  /** What a push leaves that is killed. */
  private void unfinishedPush() throws Exception {
    try (StateStore store = store()) {
      byte[] closed =
          bytes(
              "{\"reason\":\"push\",\"holder\":\"ben@desk, process 4711\","
                  + "\"since\":\"2026-11-26T10:00:00Z\",\"lease\":\"abcdefghij-1\",\"other\":\"\"}");
      Long revision =
          store
              .commit(StateCommit.builder().put("closed", closed).build())
              .get(10, TimeUnit.SECONDS);
      assertEquals(true, revision > 0);
    }
  }

  /** Turns over one bit in the middle of the journal. */
  private void damagedState() throws IOException {
    Path journal = state.resolve("state/default/journal");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
  }

  /** Another process leases a resource, and keeps it until the case ends. */
  private void heldLease() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeaseHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    undo.push(() -> end(other));
    BufferedReader told =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("held", told.readLine());
  }

  private static void end(Process process) throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  /** Puts the state onto a file system of its own. */
  private void tmpfs() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a file system");
    Files.createDirectories(state);
    String[] mount = {"mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", state.toString()};
    assumeTrue(new ProcessBuilder(mount).start().waitFor() == 0, "tmpfs cannot be mounted here");
    undo.push(
        () -> {
          try {
            run("umount", state.toString());
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Fills the file system of the state to the last byte. */
  private void full() throws IOException {
    byte[] block = new byte[4096];
    Arrays.fill(block, (byte) 'x');
    try (OutputStream out = Files.newOutputStream(state.resolve("filling"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertEquals(0, Files.getFileStore(state).getUsableSpace(), full.getMessage());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    process.getInputStream().transferTo(said);
    assertEquals(0, process.waitFor(), () -> said.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    while (!undo.isEmpty()) {
      undo.pop().close();
    }
  }
}

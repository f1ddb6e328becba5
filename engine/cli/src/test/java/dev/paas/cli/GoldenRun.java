package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.cli.command.Session;
import dev.paas.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the commands of a case in a folder of its own, in this process. */
final class GoldenRun implements AutoCloseable {
  private final GoldenCase golden;
  private final Path folder;
  private final List<Path> pluginFolders;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayInputStream input;
  private final Preparations preparations;
  private final boolean mustFail;
  private final StringBuilder seen = new StringBuilder();

  /**
   * @param folder an empty folder
   * @param mustFail whether each command must end with 1 and leave every file as it was
   */
  GoldenRun(GoldenCase golden, Path folder, List<Path> pluginFolders, boolean mustFail)
      throws IOException {
    this.golden = golden;
    this.folder = folder;
    this.pluginFolders = new ArrayList<>(pluginFolders);
    this.pluginFolders.add(folder.resolve("plugins"));
    this.mustFail = mustFail;
    this.input = new ByteArrayInputStream(golden.input().getBytes(StandardCharsets.UTF_8));
    this.preparations = new Preparations(folder);
    environment.putAll(golden.environment());
    golden.copyTo(folder);
  }

  /** Runs everything, and returns what the user sees. */
  String run() throws Exception {
    for (String line : golden.commands()) {
      List<String> words = words(line);
      switch (words.get(0)) {
        case "paas" -> compared(line, words.subList(1, words.size()));
        case "given" -> given(words.subList(1, words.size()));
        case "prepare" -> preparations.prepare(words.get(1));
        default -> throw new IllegalArgumentException("what is " + line);
      }
    }
    String text = seen.toString().replace(pluginFolders.get(0).toString(), "<plugins>");
    return Normalized.text(text, folder);
  }

  private void compared(String line, List<String> arguments) throws Exception {
    String before = mustFail ? Fingerprint.of(folder) : "";
    Shown shown = paas(arguments);
    seen.append("$ ").append(line).append('\n').append(shown.text());
    seen.append(shown.text().isEmpty() || shown.text().endsWith("\n") ? "" : "\n");
    seen.append("[exit code ").append(shown.code()).append("]\n");
    if (mustFail) {
      assertEquals(1, shown.code(), () -> "the exit code of " + line + "\n" + shown.text());
      assertEquals(before, Fingerprint.of(folder), "files changed in " + line);
    }
  }

  private void given(List<String> words) throws IOException {
    switch (words.get(0)) {
      case "paas" -> {
        Shown shown = paas(words.subList(1, words.size()));
        assertEquals(0, shown.code(), shown::text);
      }
      case "keep" -> {
        Shown shown = paas(words.subList(3, words.size()));
        assertEquals(0, shown.code(), shown::text);
        Files.writeString(folder.resolve(words.get(1)), shown.text());
      }
      case "copy" -> Files.write(folder.resolve(words.get(2)), bytes(words.get(1)));
      case "remove" -> Files.delete(folder.resolve(words.get(1)));
      case "replace" -> {
        Path file = folder.resolve(words.get(1));
        String text = Files.readString(file);
        assertEquals(true, text.contains(words.get(2)), () -> "not in " + file + ":\n" + text);
        Files.writeString(file, text.replace(words.get(2), words.get(3)));
      }
      default -> throw new IllegalArgumentException("what is given " + words);
    }
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  /**
   * What a command showed.
   *
   * @param text standard output and standard error, as they came
   * @param code the exit code
   */
  private record Shown(String text, int code) {}

  private Shown paas(List<String> arguments) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Session session =
        new Session(
            Terminal.of(input, stream, stream, environment),
            environment,
            folder,
            pluginFolders,
            Version.text());
    int code = new CommandRunner(session).run(arguments.toArray(new String[0]));
    stream.flush();
    return new Shown(shown.toString(StandardCharsets.UTF_8), code);
  }

  /** Words, with blanks inside single quotes. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    return words;
  }

  @Override
  public void close() throws IOException {
    preparations.close();
  }
}

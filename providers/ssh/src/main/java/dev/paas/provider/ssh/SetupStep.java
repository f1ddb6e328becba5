package dev.paas.provider.ssh;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One step of a machine's setup.
 *
 * @param label how people are told of it: {@code step 2 of 3 (nginx)}
 * @param path where it stands, below the machine
 * @param work what is done
 * @param sudo whether it is done as root, by somebody who is not
 * @param timeout how long it may take
 * @param mark the hash of all that matters of it
 * @param secret whether something sensitive is in its mark
 * @param silent whether what it prints may hold something sensitive that cannot be masked
 */
record SetupStep(
    String label,
    ValuePath path,
    Work work,
    boolean sudo,
    Duration timeout,
    String mark,
    boolean secret,
    boolean silent) {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final long LARGEST = 16L << 20;

  /** What is done in a step. */
  sealed interface Work {}

  /** A script for {@code sh}. */
  record Script(String text) implements Work {}

  /** A file that is put in its place. */
  record Upload(String target, ByteBuffer content, String mode, String owner) implements Work {}

  /**
   * The steps that are asked for.
   *
   * @param setup the attribute, wholly known
   * @param directory where the paths of sources start
   * @throws ProviderException when a source cannot be read
   */
  static List<SetupStep> all(ListValue setup, Path directory) throws ProviderException {
    List<SetupStep> steps = new ArrayList<>();
    int count = setup.values().size();
    for (int i = 0; i < count; i++) {
      MapValue step = (MapValue) setup.values().get(i).unwrapped();
      String name = step.getString("name");
      String label = "step " + (i + 1) + " of " + count + (name == null ? "" : " (" + name + ")");
      ValuePath path = ValuePath.of("setup").child(i);
      SetupStep read = one(step, label, path, directory);
      int same = 1;
      for (SetupStep before : steps) {
        same += before.mark().equals(read.mark()) ? 1 : 0;
      }
      steps.add(same == 1 ? read : read.again(same));
    }
    return steps;
  }

  /** The same thing once more. */
  private SetupStep again(int time) {
    String other = new Mark(mark).add(Integer.toString(time)).text();
    return new SetupStep(label, path, work, sudo, timeout, other, secret, silent);
  }

  private static SetupStep one(MapValue step, String label, ValuePath path, Path directory)
      throws ProviderException {
    boolean sudo = step.getBoolean("sudo", false);
    Duration timeout = Durations.at(step, "timeout", TIMEOUT);
    Work work =
        step.has("file")
            ? upload(step.getMap("file"), path.child("file"), directory)
            : new Script(environment(step.getMap("env")) + script(step.getOrNull("run")));
    boolean silent = step.getOrNull("run").hasSensitive();
    boolean secret = step.hasSensitive();
    return new SetupStep(label, path, work, sudo, timeout, mark(work, sudo), secret, silent);
  }

  private static String mark(Work work, boolean sudo) {
    Mark mark = new Mark(sudo ? "sudo" : "");
    if (work instanceof Upload file) {
      return mark.add(file.target())
          .add(bytes(file.content()))
          .add(file.mode())
          .add(file.owner())
          .text();
    }
    return mark.add(((Script) work).text()).text();
  }

  /** What comes over standard input when it is carried out. */
  byte[] input() {
    return work instanceof Upload file
        ? bytes(file.content())
        : ((Script) work).text().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }

  private static String environment(MapValue variables) {
    StringBuilder exports = new StringBuilder();
    for (Map.Entry<String, Value> variable : variables.entries().entrySet()) {
      exports
          .append("export ")
          .append(variable.getKey())
          .append('=')
          .append(Shell.quoted(text(variable.getValue())))
          .append('\n');
    }
    return exports.toString();
  }

  private static String script(Value run) {
    return run.unwrapped() instanceof ListValue words ? Shell.command(words.texts()) : text(run);
  }

  private static String text(Value value) {
    String text = Value.textOf(value);
    return text == null ? value.revealed().toString() : text;
  }

  private static Upload upload(MapValue file, ValuePath path, Path directory)
      throws ProviderException {
    String source = file.getString("source");
    byte[] content =
        source == null
            ? file.getString("content", "").getBytes(StandardCharsets.UTF_8)
            : read(directory.resolve(source), source, path.child("source"));
    return new Upload(
        file.getString("path", ""),
        ByteBuffer.wrap(content).asReadOnlyBuffer(),
        file.getString("mode", "0644"),
        file.getString("owner", ""));
  }

  private static byte[] read(Path file, String name, ValuePath path) throws ProviderException {
    try {
      if (Files.size(file) > LARGEST) {
        throw ProviderException.builder(name + " is too large to be put on a machine")
            .detail("It has more than " + (LARGEST >> 20) + " MiB.")
            .hint("Let a command of a step fetch it.")
            .path(path)
            .build();
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw ProviderException.builder("cannot read " + name)
          .detail(Files.exists(file) ? "The system does not let it be read." : "It does not exist.")
          .path(path)
          .cause(unreadable)
          .build();
    }
  }
}

package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.schema.Quantities;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.SequenceNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code state.encryption} says.
 *
 * @param key where the key comes from that encrypts; {@code null} when nothing is said
 * @param oldKeys where keys come from that values may still be encrypted with
 */
public record KeySettings(@Nullable KeySource key, List<KeySource> oldKeys) {
  /** The key in the section {@code state}. */
  public static final String SECTION = "encryption";

  private static final String NONE = "none";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What holds when the section is left out. */
  public static final KeySettings DEFAULT = new KeySettings(null, List.of());

  public KeySettings {
    oldKeys = List.copyOf(oldKeys);
  }

  /**
   * Reads the settings. What the schema of {@code platform.yaml} refuses is passed over.
   *
   * @param state the section {@code state}
   * @param directory the folder that paths are relative to
   * @param diagnostics gets what is wrong beside that
   */
  public static KeySettings of(
      @Nullable MappingNode state, Path directory, Diagnostics diagnostics) {
    if (state == null || !(state.get(SECTION) instanceof MappingNode section)) {
      return DEFAULT;
    }
    List<KeySource> old = new ArrayList<>();
    if (section.get("oldKeys") instanceof SequenceNode list) {
      for (Node item : list.items()) {
        KeySource source = source(item, directory, diagnostics);
        if (source != null) {
          old.add(source);
        }
      }
    }
    Node key = section.get("key");
    return new KeySettings(key == null ? null : source(key, directory, diagnostics), old);
  }

  private static @Nullable KeySource source(Node node, Path directory, Diagnostics diagnostics) {
    if (node instanceof ScalarNode text) {
      return text.text().equals(NONE) ? new KeySource.None(text.span()) : null;
    }
    if (!(node instanceof MappingNode map)) {
      return null;
    }
    ScalarNode timeout = map.key("timeout");
    if (timeout != null && map.get("command") == null) {
      diagnostics.add(
          Diagnostic.error(Problem.SCHEMA_WRONG_COMBINATION, "only a command has a timeout")
              .at(timeout.span()));
    }
    if (map.get("env") instanceof ScalarNode name && isPlain(name, diagnostics)) {
      return new KeySource.Variable(name.text(), name.span());
    }
    if (map.get("file") instanceof ScalarNode file && isPlain(file, diagnostics)) {
      return new KeySource.File(directory.resolve(file.text()).normalize(), file.span());
    }
    return map.get("command") instanceof SequenceNode command
        ? command(command, map.get("timeout"), directory, diagnostics)
        : null;
  }

  private static @Nullable KeySource command(
      SequenceNode command, @Nullable Node timeout, Path directory, Diagnostics diagnostics) {
    List<String> arguments = new ArrayList<>();
    for (Node item : command.items()) {
      if (item instanceof ScalarNode argument && isPlain(argument, diagnostics)) {
        arguments.add(argument.text());
      }
    }
    Duration limit = TIMEOUT;
    if (timeout instanceof ScalarNode text && isPlain(text, diagnostics)) {
      try {
        limit = Quantities.duration(text.text());
      } catch (ArithmeticException tooLong) {
        diagnostics.add(
            Diagnostic.error(Problem.SCHEMA_WRONG_VALUE, "nobody waits that long")
                .hint("Write it like 30s or 1m.")
                .at(text.span()));
      } catch (IllegalArgumentException refusedBySchema) {
        return null;
      }
    }
    return arguments.isEmpty()
        ? null
        : new KeySource.Command(arguments, directory, limit, command.span());
  }

  /** A saved plan is decrypted before any variable is known. */
  private static boolean isPlain(ScalarNode text, Diagnostics diagnostics) {
    if (!text.text().contains("${")) {
      return true;
    }
    diagnostics.add(
        Diagnostic.error(
                Problem.EXPRESSION_NOT_ALLOWED, "where the key comes from cannot be an expression")
            .detail("The key is needed before anything is evaluated.")
            .hint("Write it out, or let an environment variable have the key: { env: NAME }.")
            .at(text.span()));
    return false;
  }
}

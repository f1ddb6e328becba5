package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place that a key comes from; never the key itself. */
public sealed interface KeySource {

  /** Where {@code platform.yaml} says so; {@code null} when it does not. */
  @Nullable Span span();

  /** How messages call it. */
  String describe();

  /**
   * No key: sensitive values are stored in clear.
   *
   * @param span see {@link #span()}
   */
  record None(@Nullable Span span) implements KeySource {
    @Override
    public String describe() {
      return "none";
    }
  }

  /**
   * An environment variable of the caller.
   *
   * @param name its name
   * @param span see {@link #span()}
   */
  record Variable(String name, @Nullable Span span) implements KeySource {
    @Override
    public String describe() {
      return name;
    }
  }

  /**
   * A file.
   *
   * @param path where it is, absolute
   * @param span see {@link #span()}
   */
  record File(Path path, @Nullable Span span) implements KeySource {
    @Override
    public String describe() {
      return path.toString();
    }
  }

  /**
   * A program that writes the key to its standard output.
   *
   * @param arguments the program and its arguments; no shell looks at them
   * @param folder where it runs
   * @param timeout after how long it is ended
   * @param span see {@link #span()}
   */
  record Command(List<String> arguments, Path folder, Duration timeout, @Nullable Span span)
      implements KeySource {
    public Command {
      arguments = List.copyOf(arguments);
    }

    /** The program only: an argument may be a token. */
    @Override
    public String describe() {
      return "the command " + arguments.get(0);
    }
  }
}

package dev.paas.core.source;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Sentence;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML into {@link Node}s. */
public final class YamlReader {
  private final YamlLimits limits;

  public YamlReader(YamlLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a file that holds one document.
   *
   * @param path the file
   * @param name how messages call it
   * @param diagnostics gets what is wrong with it
   * @return the root; {@code null} for an empty document, and when errors were found
   */
  public @Nullable Node read(Path path, String name, Diagnostics diagnostics) {
    Source source = load(path, name, diagnostics);
    return source == null ? null : read(source, diagnostics);
  }

  /** Loads the text of a file; {@code null} when that cannot be done, which is reported. */
  public @Nullable Source load(Path path, String name, Diagnostics diagnostics) {
    try {
      long size = Files.size(path);
      if (size > limits.bytes()) {
        diagnostics.add(
            Diagnostic.error(Problem.YAML_TOO_LARGE, name + " is too large")
                .detail(
                    "It has " + size + " bytes; a file may have " + limits.bytes() + " at most.")
                .hint("Split it, and name the parts in include:."));
        return null;
      }
      byte[] bytes = Files.readAllBytes(path);
      return new Source(name, decode(bytes));
    } catch (NoSuchFileException missing) {
      diagnostics.add(Diagnostic.error(Problem.FILE_NOT_FOUND, "there is no file " + name));
    } catch (CharacterCodingException notUtf8) {
      diagnostics.add(
          Diagnostic.error(Problem.FILE_UNREADABLE, name + " is not UTF-8")
              .hint("Save it in the encoding UTF-8."));
    } catch (IOException unreadable) {
      diagnostics.add(
          Diagnostic.error(Problem.FILE_UNREADABLE, "cannot read " + name)
              .detail(IoReason.of(unreadable)));
    }
    return null;
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    int bom = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
    for (int i = bom; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, bom, bytes.length - bom))
            .toString();
      }
    }
    return new String(bytes, bom, bytes.length - bom, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads a text that holds one document; {@code null} as in {@link #read(Path, String,
   * Diagnostics)}.
   */
  public @Nullable Node read(Source source, Diagnostics diagnostics) {
    return read(source, diagnostics, entry -> {});
  }

  /**
   * The same.
   *
   * @param onRootEntry hears of each entry of the outermost map as soon as it is read, whatever is
   *     wrong with what follows
   */
  public @Nullable Node read(
      Source source, Diagnostics diagnostics, Consumer<MappingNode.Entry> onRootEntry) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setProcessComments(false);
    try {
      ParserImpl events =
          new ParserImpl(new StreamReader(new StringReader(source.text())), options);
      return new NodeComposer(source, events, limits, diagnostics, onRootEntry).document();
    } catch (NodeComposer.Refused refused) {
      return null;
    } catch (MarkedYAMLException syntax) {
      diagnostics.add(syntaxError(source, syntax));
    } catch (YAMLException syntax) {
      diagnostics.add(
          Diagnostic.error(Problem.YAML_SYNTAX, source.name() + " is not valid YAML")
              .detail(Sentence.of(syntax.getMessage())));
    }
    return null;
  }

  private static Diagnostic.Builder syntaxError(Source source, MarkedYAMLException syntax) {
    Mark mark = syntax.getProblemMark();
    Span span = mark == null ? null : new Span(source, mark.getLine() + 1, mark.getColumn() + 1, 1);
    String problem = syntax.getProblem() == null ? "" : syntax.getProblem();
    if (problem.contains("'\\t(TAB)'") || problem.contains("\\t")) {
      return Diagnostic.error(Problem.YAML_TAB, "a tab cannot indent YAML")
          .at(span)
          .hint("Use blanks. Most editors can be told to insert them for the tab key.");
    }
    Mark context = syntax.getContextMark();
    String parsing = syntax.getContext() == null ? "" : syntax.getContext();
    if (parsing.contains("quoted scalar") && context != null && problem.contains("end of stream")) {
      return Diagnostic.error(Problem.YAML_SYNTAX, "this quote is not closed")
          .at(new Span(source, context.getLine() + 1, context.getColumn() + 1, 1))
          .hint("Write the same quote at the end of the text.");
    }
    Diagnostic.Builder error =
        Diagnostic.error(Problem.YAML_SYNTAX, "this is not valid YAML")
            .at(span)
            .detail(syntaxDetail(parsing, problem))
            .hint(syntaxHint(problem));
    if (context != null && mark != null && context.getLine() != mark.getLine()) {
      error.related(
          new Span(source, context.getLine() + 1, context.getColumn() + 1, 1), "begins here");
    }
    return error;
  }

  private static @Nullable String syntaxDetail(String parsing, String problem) {
    if (problem.startsWith("expected <block end>")) {
      return "This does not continue what it is indented like.";
    }
    if (problem.startsWith("expected ',' or '}'")) {
      return "After a value between { and } comes a comma or the }.";
    }
    if (problem.startsWith("expected ',' or ']'")) {
      return "After a value between [ and ] comes a comma or the ].";
    }
    if (problem.contains("that cannot start any token")) {
      return "A text without quotes cannot begin with this character.";
    }
    return Sentence.of(joined(parsing, problem));
  }

  private static @Nullable String syntaxHint(String problem) {
    if (problem.contains("mapping values are not allowed here")) {
      return "A text that has \": \" in it must be in quotes; or the line is indented too far.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "The entries of a map or list begin at the same column.";
    }
    if (problem.startsWith("expected ',' or")) {
      return "A text that has \": \", a comma or a bracket in it must be in quotes.";
    }
    if (problem.contains("that cannot start any token")) {
      return "Put the text in quotes.";
    }
    return null;
  }

  private static String joined(String context, String problem) {
    return context.isBlank() ? problem : problem + ", " + context.strip();
  }
}

package dev.paas.cli.text;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Lines that somebody types at a terminal, with editing, completion, and a history that ends with
 * the process.
 */
public final class LineEditor implements AutoCloseable {
  private final Terminal terminal;
  private final LineReader reader;

  /**
   * Takes over the terminal of this process.
   *
   * @param names what the tab key completes
   */
  public LineEditor(Collection<String> names) throws IOException {
    this(TerminalBuilder.builder().exec(true).jni(false).ffm(false).build(), names);
  }

  LineEditor(Terminal terminal, Collection<String> names) {
    this.terminal = terminal;
    List<Candidate> candidates =
        names.stream()
            .map(name -> new Candidate(name, name, null, null, null, null, false))
            .toList();
    // A line is an expression: it has no words, escapes and quotes of a shell.
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    parser.setQuoteChars(new char[0]);
    parser.setRegexVariable(null);
    parser.setRegexCommand(null);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .completer((unused, line, found) -> complete(line, candidates, found))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, false)
            .build();
  }

  private static void complete(ParsedLine line, List<Candidate> all, List<Candidate> found) {
    String before = line.word().substring(0, line.wordCursor());
    int start = before.length();
    while (start > 0 && isPartOfPath(before.charAt(start - 1))) {
      start--;
    }
    String lead = before.substring(0, start);
    for (Candidate one : all) {
      found.add(new Candidate(lead + one.value(), one.value(), null, null, null, null, false));
    }
  }

  private static boolean isPartOfPath(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
  }

  /**
   * Reads a line.
   *
   * @return {@code null} at the end of the input; empty for a line that was given up with Ctrl-C
   */
  public @Nullable String read(String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (UserInterruptException givenUp) {
      return "";
    } catch (EndOfFileException end) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}

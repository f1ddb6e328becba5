package dev.paas.cli.text;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;

/** How errors and warnings look: what, where with the line and a caret, why, and what to do. */
public final class DiagnosticText {
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_LINE = 160;

  private final Painter painter;

  public DiagnosticText(Painter painter) {
    this.painter = painter;
  }

  /**
   * All of them, in their order, those that say the same once; of very many the first, errors
   * before warnings, and how many more there are.
   */
  public String render(List<Diagnostic> diagnostics) {
    List<FoldedDiagnostic> all = FoldedDiagnostic.fold(diagnostics, MOST_SHOWN);
    List<FoldedDiagnostic> shown = mostImportant(all);
    StringBuilder text = new StringBuilder();
    for (FoldedDiagnostic folded : shown) {
      render(folded.first(), text);
      String others = folded.others();
      if (!others.isEmpty()) {
        text.append("  ").append(painter.paint(others, Style.FAINT)).append('\n');
      }
      text.append('\n');
    }
    if (shown.size() < all.size()) {
      long errors = count(all) - count(shown);
      long warnings = all.size() - shown.size() - errors;
      text.append(errors == 0 ? "" : errors == 1 ? "1 more error" : errors + " more errors")
          .append(errors == 0 || warnings == 0 ? "" : " and ")
          .append(
              warnings == 0 ? "" : warnings == 1 ? "1 more warning" : warnings + " more warnings")
          .append(" not shown.\n");
    }
    return text.toString();
  }

  /** The first so many, in their order; a warning never takes the place of an error. */
  private static List<FoldedDiagnostic> mostImportant(List<FoldedDiagnostic> all) {
    if (all.size() <= MOST_SHOWN) {
      return all;
    }
    long warnings = Math.max(0, MOST_SHOWN - count(all));
    List<FoldedDiagnostic> shown = new ArrayList<>();
    for (FoldedDiagnostic one : all) {
      if (shown.size() < MOST_SHOWN && (one.first().isError() || warnings-- > 0)) {
        shown.add(one);
      }
    }
    return shown;
  }

  private static long count(List<FoldedDiagnostic> all) {
    return all.stream().filter(one -> one.first().isError()).count();
  }

  private void render(Diagnostic diagnostic, StringBuilder text) {
    boolean error = diagnostic.isError();
    Style color = error ? Style.RED : Style.YELLOW;
    text.append(painter.paint(error ? "error" : "warning", color, Style.BOLD))
        .append(painter.paint("[" + diagnostic.problem().id() + "]", color))
        .append(": ")
        .append(painter.paint(diagnostic.summary(), Style.BOLD))
        .append('\n');
    Span span = diagnostic.span();
    int digits = span == null ? 1 : digits(span);
    for (Diagnostic.Related related : diagnostic.related()) {
      digits = Math.max(digits, digits(related.span()));
    }
    if (span != null) {
      excerpt(span, "", color, digits, text);
    }
    for (Diagnostic.Related related : diagnostic.related()) {
      excerpt(related.span(), related.note(), Style.BLUE, digits, text);
    }
    for (String line : diagnostic.output()) {
      text.append("  ").append(painter.paint("│ ", Style.BLUE)).append(line).append('\n');
    }
    if (diagnostic.detail() != null) {
      text.append("  ").append(diagnostic.detail()).append('\n');
    }
    if (diagnostic.hint() != null) {
      text.append("  ")
          .append(painter.paint("→ ", Style.CYAN))
          .append(diagnostic.hint())
          .append('\n');
    }
  }

  private static int digits(Span span) {
    return Integer.toString(span.line()).length();
  }

  private void excerpt(Span span, String note, Style color, int digits, StringBuilder text) {
    String margin = " ".repeat(digits);
    String number = (margin + span.line()).substring(digits(span));
    text.append(margin).append(painter.paint(" ┌ ", Style.BLUE)).append(span).append('\n');
    String line = span.source().line(span.line());
    int first = 0;
    int column = span.column() - 1;
    int codePoints = line.codePointCount(0, line.length());
    if (codePoints > LONGEST_LINE) {
      first = Math.max(0, Math.min(column - LONGEST_LINE / 2, codePoints - LONGEST_LINE));
      int from = line.offsetByCodePoints(0, first);
      line = line.substring(from, line.offsetByCodePoints(from, LONGEST_LINE));
      codePoints = LONGEST_LINE;
    }
    int at = Math.max(0, Math.min(column - first, codePoints));
    int carets = Math.max(1, Math.min(span.length(), codePoints - at));
    text.append(painter.paint(number + " │ ", Style.BLUE))
        .append(line.replace('\t', ' '))
        .append('\n')
        .append(margin)
        .append(painter.paint(" │ ", Style.BLUE))
        .append(" ".repeat(at))
        .append(painter.paint("^".repeat(carets), color, Style.BOLD))
        .append(note.isEmpty() ? "" : " " + painter.paint(note, color))
        .append('\n');
  }
}

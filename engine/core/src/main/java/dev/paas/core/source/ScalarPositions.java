package dev.paas.core.source;

import dev.paas.core.diagnostic.Span;

/**
 * Where each character of a scalar's content stands in the file: counts along the raw text past
 * quotes, escapes, indentation and folding. Done only when a place is asked for.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions">YAML 1.2.2, chapters
 *     7 and 8</a>
 */
final class ScalarPositions {
  private final ScalarNode node;
  private final String raw;

  /** For each character of the content its line, then its column, both from 1. */
  private final int[] lines;

  private final int[] columns;

  private int at;
  private int line;
  private int column;
  private int filled;

  private ScalarPositions(ScalarNode node) {
    this.node = node;
    this.raw = node.source().text();
    this.lines = new int[node.text().length() + 1];
    this.columns = new int[node.text().length() + 1];
    this.at = Math.min(raw.length(), offsetInChars(raw, node.offset()));
    this.line = node.line();
    this.column = node.column();
    if (node.style() != ScalarStyle.FILE) {
      skipProperties();
    }
  }

  /** An anchor and a tag stand before the content, and the node begins with them. */
  private void skipProperties() {
    while (at < raw.length() && (raw.charAt(at) == '&' || raw.charAt(at) == '!')) {
      while (at < raw.length() && !isBlank(raw.charAt(at)) && !isBreak(raw.charAt(at))) {
        advance();
      }
      while (at < raw.length() && (isBlank(raw.charAt(at)) || isBreak(raw.charAt(at)))) {
        advance();
      }
    }
  }

  static ScalarPositions of(ScalarNode node) {
    ScalarPositions positions = new ScalarPositions(node);
    switch (node.style()) {
      case PLAIN -> positions.flow('\0');
      case SINGLE_QUOTED -> positions.flow('\'');
      case DOUBLE_QUOTED -> positions.flow('"');
      case LITERAL, FOLDED -> positions.block();
      case FILE -> positions.verbatim();
    }
    positions.fillRest();
    return positions;
  }

  private static int offsetInChars(String text, int codePoints) {
    int index = Math.min(codePoints, text.length());
    if (text.codePointCount(0, index) == codePoints) {
      return index;
    }
    return codePoints > text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, codePoints);
  }

  Span span(int from, int to) {
    int start = Math.min(from, lines.length - 1);
    int last = Math.max(start, Math.min(to, lines.length - 1) - 1);
    while (last > start && lines[last] != lines[start]) {
      last--;
    }
    boolean whole = from == 0 && to == node.text().length() && isQuoted() && lines[last] == line0();
    if (whole) {
      return new Span(node.source(), node.line(), node.column(), columns[last] - node.column() + 2);
    }
    return new Span(
        node.source(), lines[start], columns[start], columns[last] - columns[start] + 1);
  }

  private int line0() {
    return node.line();
  }

  private boolean isQuoted() {
    return node.style() == ScalarStyle.SINGLE_QUOTED || node.style() == ScalarStyle.DOUBLE_QUOTED;
  }

  private void flow(char quote) {
    if (quote != '\0') {
      advance();
    }
    String text = node.text();
    while (filled < text.length() && at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '\n' || c == '\r' || isBlankBeforeBreak()) {
        foldedBreak();
      } else if (quote == '"' && c == '\\') {
        escape();
      } else if (quote == '\'' && c == '\'') {
        record(1);
        advance();
        advance();
      } else {
        int chars = Character.charCount(raw.codePointAt(at));
        record(chars);
        advance();
      }
    }
  }

  private void verbatim() {
    while (filled < node.text().length() && at < raw.length()) {
      record(Character.charCount(raw.codePointAt(at)));
      advance();
    }
  }

  private boolean isBlankBeforeBreak() {
    int ahead = at;
    while (ahead < raw.length() && isBlank(raw.charAt(ahead))) {
      ahead++;
    }
    return ahead > at && ahead < raw.length() && isBreak(raw.charAt(ahead));
  }

  /**
   * Trailing blanks, the line break, empty lines, the next line's indentation: a blank, or breaks.
   */
  private void foldedBreak() {
    int breaks = 0;
    int startLine = line;
    int startColumn = column;
    while (at < raw.length() && (isBlank(raw.charAt(at)) || isBreak(raw.charAt(at)))) {
      if (raw.charAt(at) == '\n') {
        breaks++;
      }
      advance();
    }
    for (int i = 0; i < Math.max(1, breaks - 1); i++) {
      record(1, startLine, startColumn);
    }
  }

  private void escape() {
    char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : ' ';
    if (isBreak(kind)) {
      advance();
      while (at < raw.length() && (isBlank(raw.charAt(at)) || isBreak(raw.charAt(at)))) {
        advance();
      }
      return;
    }
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    int chars = digits == 8 ? Character.charCount(node.text().codePointAt(filled)) : 1;
    record(chars);
    for (int i = 0; i < 2 + digits; i++) {
      advance();
    }
  }

  private void block() {
    skipLine();
    int indent = blockIndent();
    String text = node.text();
    while (filled < text.length() && at < raw.length()) {
      int skipped = 0;
      while (skipped < indent && at < raw.length() && raw.charAt(at) == ' ') {
        advance();
        skipped++;
      }
      while (filled < text.length() && at < raw.length() && !isBreak(raw.charAt(at))) {
        record(Character.charCount(raw.codePointAt(at)));
        advance();
      }
      blockBreak();
    }
  }

  /** The line break after a line of a block scalar: in the content a break, a blank or nothing. */
  private void blockBreak() {
    String text = node.text();
    if (filled < text.length() && (text.charAt(filled) == '\n' || text.charAt(filled) == ' ')) {
      record(1);
    }
    skipLine();
  }

  private int blockIndent() {
    int ahead = at;
    int indent = 0;
    while (ahead < raw.length()) {
      char c = raw.charAt(ahead++);
      if (c == ' ') {
        indent++;
      } else if (isBreak(c)) {
        indent = 0;
      } else {
        break;
      }
    }
    // Content that begins with blanks has an indentation indicator; its blanks are not indentation.
    int leading = 0;
    String text = node.text();
    while (leading < text.length() && text.charAt(leading) == ' ') {
      leading++;
    }
    return Math.max(0, indent - leading);
  }

  private void skipLine() {
    while (at < raw.length() && raw.charAt(at) != '\n') {
      advance();
    }
    advance();
  }

  private void advance() {
    if (at >= raw.length()) {
      return;
    }
    if (raw.charAt(at) == '\n') {
      line++;
      column = 1;
      at++;
    } else {
      at += Character.charCount(raw.codePointAt(at));
      column++;
    }
  }

  private void record(int chars) {
    record(chars, line, column);
  }

  private void record(int chars, int atLine, int atColumn) {
    for (int i = 0; i < chars && filled < lines.length; i++) {
      lines[filled] = atLine;
      columns[filled] = atColumn;
      filled++;
    }
  }

  private void fillRest() {
    while (filled < lines.length) {
      record(1);
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}

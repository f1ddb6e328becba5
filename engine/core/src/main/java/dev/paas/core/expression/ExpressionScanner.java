package dev.paas.core.expression;

/** Finds where an expression that is embedded in a text ends. */
final class ExpressionScanner {
  private ExpressionScanner() {}

  /**
   * The index of the brace that closes the expression which begins at {@code from}: braces inside
   * it are counted, those in its quoted texts and comments are not.
   *
   * @return -1 when there is none
   */
  static int end(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfQuoted(text, at);
        if (at < 0) {
          return -1;
        }
      } else if (c == '/' && text.startsWith("//", at)) {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? text.length() : newline;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        if (depth == 0) {
          return at;
        }
        depth--;
      }
      at++;
    }
    return -1;
  }

  /**
   * The index of the last quote of the quoted text that begins at {@code at}; -1 when it has none.
   */
  private static int endOfQuoted(String text, int at) {
    char quote = text.charAt(at);
    boolean raw = at > 0 && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R');
    String triple = String.valueOf(quote).repeat(3);
    if (text.startsWith(triple, at)) {
      int end = text.indexOf(triple, at + 3);
      return end < 0 ? -1 : end + 2;
    }
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !raw) {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }
}

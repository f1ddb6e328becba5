package dev.paas.core.expression;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a template: a text with <code>${…}</code>, and with directives: <code>%{ for x in list }
 * … %{ endfor }</code> and <code>%{ if condition } … %{ else } … %{ endif }</code>. A <code>~
 * </code> at a brace takes away the blanks on that side, up to and with one line end. <code>$${
 * </code> and <code>%%{</code> are literal.
 */
final class TemplateParser {
  private static final Pattern FOR =
      Pattern.compile(
          "for\\s+([A-Za-z_]\\w*)(?:\\s*,\\s*([A-Za-z_]\\w*))?\\s+in\\s+", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[A-Za-z]*");
  private static final List<String> DIRECTIVES = List.of("for", "endfor", "if", "else", "endif");

  private final ExpressionParser parser;
  private final ScalarNode node;
  private final String text;
  private final Diagnostics diagnostics;
  private final Deque<Block> open = new ArrayDeque<>();
  private final StringBuilder plain = new StringBuilder();
  private boolean trimNext;

  /** A directive that is not ended yet. */
  private static final class Block {
    final String kind;
    final int from;
    final @Nullable String key;
    final String value;
    final @Nullable Expression head;
    final List<Expression> parts = new ArrayList<>();
    @Nullable List<Expression> otherwise;

    Block(String kind, int from, @Nullable String key, String value, @Nullable Expression head) {
      this.kind = kind;
      this.from = from;
      this.key = key;
      this.value = value;
      this.head = head;
    }

    List<Expression> current() {
      return otherwise == null ? parts : otherwise;
    }
  }

  TemplateParser(ExpressionParser parser, ScalarNode node, Diagnostics diagnostics) {
    this.parser = parser;
    this.node = node;
    this.text = node.text();
    this.diagnostics = diagnostics;
    open.push(new Block("", 0, null, "", null));
  }

  /** The template as an expression; errors are collected. */
  Expression parse() {
    int at = 0;
    while (at < text.length()) {
      int marker = nextMarker(at);
      if (marker < 0) {
        break;
      }
      char kind = text.charAt(marker);
      if (marker > at && text.charAt(marker - 1) == kind) {
        literal(at, marker - 1);
        plain.append(kind).append('{');
        at = marker + 2;
        continue;
      }
      literal(at, marker);
      int end = ExpressionScanner.end(text, marker + 2);
      if (end < 0) {
        error(
            "this " + kind + "{ has no }", marker, "Write " + kind + kind + "{ for a literal one.");
        return new Literal(Value.nullValue(), node);
      }
      marked(kind, marker, end);
      at = end + 1;
    }
    literal(at, text.length());
    flush();
    Block last = open.peek();
    if (last != null && open.size() > 1) {
      error("this " + last.kind + " has no end" + last.kind, last.from, null);
    }
    return whole(open.getLast().parts);
  }

  /** The index of the next <code>${</code> or <code>%{</code>. */
  private int nextMarker(int from) {
    for (int at = text.indexOf('{', from + 1); at >= 0; at = text.indexOf('{', at + 1)) {
      char before = text.charAt(at - 1);
      if (at - 1 >= from && (before == '$' || before == '%')) {
        return at - 1;
      }
    }
    return -1;
  }

  private void literal(int from, int to) {
    int start = from;
    if (trimNext && to > from) {
      while (start < to && isBlank(text.charAt(start))) {
        start++;
      }
      if (start < to && text.charAt(start) == '\n') {
        start++;
      }
      trimNext = false;
    }
    plain.append(text, start, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** Takes away the blanks before a marker: on its line, or the end of the line before it. */
  private void trimBefore() {
    int length = plain.length();
    if (length > 0 && plain.charAt(length - 1) == '\n') {
      length--;
    }
    while (length > 0 && isBlank(plain.charAt(length - 1))) {
      length--;
    }
    plain.setLength(length);
  }

  private void marked(char kind, int marker, int end) {
    int from = marker + 2;
    int to = end;
    if (from < to && text.charAt(from) == '~') {
      from++;
      trimBefore();
    }
    trimNext = to > from && text.charAt(to - 1) == '~';
    if (trimNext) {
      to--;
    }
    flush();
    if (kind == '$') {
      current().add(parser.embedded(node, from, to, diagnostics));
    } else {
      directive(marker, from, to);
    }
  }

  private List<Expression> current() {
    return open.element().current();
  }

  private void flush() {
    if (!plain.isEmpty()) {
      current().add(new Literal(Value.of(plain.toString()), node));
      plain.setLength(0);
    }
  }

  private void directive(int marker, int start, int end) {
    int from = start;
    while (from < end && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    Matcher word = WORD.matcher(text).region(from, end);
    String name = word.lookingAt() ? word.group() : "";
    int after = from + name.length();
    switch (name) {
      case "for" -> loop(marker, from, end);
      case "if" -> open.push(new Block("if", marker, null, "", head(marker, after, end)));
      case "else", "endif", "endfor" -> {
        if (!text.substring(after, end).isBlank()) {
          error("after " + name + " nothing is expected", after, null);
        }
        ended(name, marker);
      }
      default ->
          error(
              "there is no directive \"" + name + "\"",
              marker,
              DidYouMean.nearest(name, DIRECTIVES) == null
                  ? "The directives are for, if, else, endif and endfor; write %%{ for a literal %{."
                  : DidYouMean.hint(name, DIRECTIVES));
    }
  }

  private void loop(int marker, int from, int end) {
    Matcher head = FOR.matcher(text).region(from, end);
    if (!head.lookingAt()) {
      error("this for is not complete", marker, "It is written %{ for x in list }.");
      open.push(new Block("for", marker, null, "", null));
      return;
    }
    boolean two = head.group(2) != null;
    open.push(
        new Block(
            "for",
            marker,
            two ? head.group(1) : null,
            String.valueOf(head.group(two ? 2 : 1)),
            head(marker, head.end(), end)));
  }

  private @Nullable Expression head(int marker, int from, int end) {
    if (text.substring(from, end).isBlank()) {
      error(
          "something is missing in this directive",
          marker,
          "An if needs a condition, a for a list.");
      return null;
    }
    return parser.embedded(node, from, end, diagnostics);
  }

  private void ended(String name, int marker) {
    Block block = open.element();
    String opener = name.equals("endfor") ? "for" : "if";
    if (!block.kind.equals(opener)) {
      error(
          "there is no " + opener + " for this " + name,
          marker,
          block.kind.isEmpty() ? null : "The " + block.kind + " before it is not ended.");
      return;
    }
    if (name.equals("else")) {
      if (block.otherwise != null) {
        error("this if has an else already", marker, null);
      }
      block.otherwise = new ArrayList<>();
      return;
    }
    open.pop();
    if (block.head == null) {
      return;
    }
    Expression body = whole(block.parts);
    current()
        .add(
            opener.equals("for")
                ? new LoopExpression(block.key, block.value, block.head, body)
                : new ChoiceExpression(
                    block.head,
                    body,
                    whole(block.otherwise == null ? List.of() : block.otherwise)));
  }

  private Expression whole(List<Expression> parts) {
    if (parts.isEmpty()) {
      return new Literal(Value.of(""), node);
    }
    return parts.size() == 1 && parts.get(0).isLiteral()
        ? parts.get(0)
        : new TextExpression(parts, node);
  }

  private void error(String what, int at, @Nullable String hint) {
    diagnostics.add(
        Diagnostic.error(Problem.EXPRESSION_SYNTAX, what)
            .at(node.span(at, Math.min(text.length(), at + 2)))
            .hint(hint));
  }
}

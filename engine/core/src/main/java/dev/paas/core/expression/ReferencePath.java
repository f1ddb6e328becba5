package dev.paas.core.expression;

import dev.paas.core.source.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plain path: names joined by dots, with indexes in brackets. Names may have hyphens in
 * them: {@code services.my-web.host}, {@code vms.worker[0].id}, {@code services.api["eu"].host}.
 */
final class ReferencePath {
  private final ScalarNode node;
  private final String text;
  private final int end;
  private final UnaryOperator<String> names;
  private int at;

  private ReferencePath(ScalarNode node, int from, int to, UnaryOperator<String> names) {
    this.node = node;
    this.text = node.text();
    this.at = from;
    this.end = to;
    this.names = names;
  }

  /**
   * Reads the whole of a part of a scalar's text as a path.
   *
   * @param names the same name as one object
   * @return {@code null} when it is something else
   */
  static @Nullable Reference parse(ScalarNode node, int from, int to, UnaryOperator<String> names) {
    int start = from;
    int stop = to;
    while (start < stop && isBlank(node.text().charAt(start))) {
      start++;
    }
    while (stop > start && isBlank(node.text().charAt(stop - 1))) {
      stop--;
    }
    return new ReferencePath(node, start, stop, names).path(start);
  }

  private @Nullable Reference path(int start) {
    String root = name();
    if (root == null || isKeyword(root)) {
      return null;
    }
    List<Object> steps = new ArrayList<>(4);
    while (at < end) {
      Object step = text.charAt(at) == '.' ? named() : indexed();
      if (step == null) {
        return null;
      }
      steps.add(step);
    }
    // A name alone may also be a constant or the like; CEL tells.
    return new Reference(root, steps, node, start, end);
  }

  private static boolean isKeyword(String name) {
    return name.equals("true") || name.equals("false") || name.equals("null");
  }

  private @Nullable Object named() {
    at++;
    return name();
  }

  private @Nullable String name() {
    int from = at;
    if (at >= end || !isNameStart(text.charAt(at))) {
      return null;
    }
    while (at < end && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.charAt(at - 1) == '-' ? null : names.apply(text.substring(from, at));
  }

  private @Nullable Object indexed() {
    if (text.charAt(at) != '[') {
      return null;
    }
    int close = text.indexOf(']', at);
    if (close < 0 || close >= end || close == at + 1) {
      return null;
    }
    char first = text.charAt(at + 1);
    return first == '"' || first == '\'' ? quoted(first) : number(close);
  }

  private @Nullable Object number(int close) {
    for (int i = at + 1; i < close; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    if (close - at > 9) {
      return null;
    }
    Integer index = Integer.valueOf(text.substring(at + 1, close));
    at = close + 1;
    return index;
  }

  private @Nullable Object quoted(char quote) {
    int stop = text.indexOf(quote, at + 2);
    if (stop < 0 || stop + 1 >= end || text.charAt(stop + 1) != ']') {
      return null;
    }
    String key = text.substring(at + 2, stop);
    if (key.indexOf('\\') >= 0) {
      return null;
    }
    at = stop + 2;
    return key;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '-';
  }
}

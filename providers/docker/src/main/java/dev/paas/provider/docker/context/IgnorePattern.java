package dev.paas.provider.docker.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A line of a {@code .dockerignore} file: a path in which {@code *} and {@code ?} stand for
 * anything but a slash, {@code [a-z]} for one of these characters and {@code **} for any number of
 * folders.
 *
 * @param negated whether it takes files in again that an earlier line left out
 * @param text the path, cleaned, without {@code !}
 */
record IgnorePattern(boolean negated, String text, Pattern regex) {

  /**
   * Reads a line that is neither empty nor a comment.
   *
   * @throws IllegalArgumentException when it is not a pattern
   */
  static IgnorePattern parse(String line) {
    boolean negated = line.startsWith("!");
    String path = clean(negated ? line.substring(1).strip() : line);
    if (negated && path.equals(".")) {
      throw new IllegalArgumentException("an exclamation mark needs a pattern after it");
    }
    try {
      return new IgnorePattern(negated, path, Pattern.compile(regex(path), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + line + "' is not a pattern", e);
    }
  }

  /** Without empty and {@code .} parts and without a slash at either end; {@code ..} goes up. */
  private static String clean(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? "." : String.join("/", parts);
  }

  private static String regex(String path) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < path.length()) {
      char c = path.charAt(i++);
      if (c == '*' && i < path.length() && path.charAt(i) == '*') {
        i++;
        if (i < path.length() && path.charAt(i) == '/') {
          i++;
        }
        regex.append(i == path.length() ? ".*" : "(.*/)?");
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        i = characters(path, i, regex);
      } else if (c == '\\' && i < path.length()) {
        regex.append(Pattern.quote(String.valueOf(path.charAt(i++))));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  /** A set of characters: {@code [a-z]}, {@code [^a-z]}; {@code start} is behind the bracket. */
  private static int characters(String path, int start, StringBuilder regex) {
    int i = start;
    regex.append('[');
    if (i < path.length() && path.charAt(i) == '^') {
      regex.append("^/");
      i++;
    }
    int first = i;
    while (i < path.length() && (path.charAt(i) != ']' || i == first)) {
      char c = path.charAt(i++);
      if (c == '\\' && i < path.length()) {
        c = path.charAt(i++);
        regex.append('\\').append(c);
      } else if (c == '-') {
        regex.append(c);
      } else {
        regex.append(Character.isLetterOrDigit(c) ? "" : "\\").append(c);
      }
    }
    if (i == path.length()) {
      throw new IllegalArgumentException("'" + path + "' has a bracket that is not closed");
    }
    regex.append(']');
    return i + 1;
  }

  /** Whether it means {@code path} or a folder that {@code path} is in. */
  boolean matches(String path) {
    if (regex.matcher(path).matches()) {
      return true;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (regex.matcher(path.substring(0, slash)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may mean something inside {@code folder}. */
  boolean mayMatchIn(String folder) {
    int wildcard = 0;
    while (wildcard < text.length() && "*?[\\".indexOf(text.charAt(wildcard)) < 0) {
      wildcard++;
    }
    String inside = folder + "/";
    return wildcard == text.length()
        ? text.startsWith(inside)
        : inside.startsWith(text.substring(0, wildcard))
            || text.substring(0, wildcard).startsWith(inside);
  }
}

package dev.paas.core.expression.cel;

import org.jspecify.annotations.Nullable;

/** The library's messages, for people. */
final class CelMessages {
  private CelMessages() {}

  /** A message as a sentence, in our words where we have some. */
  static String sentence(String message) {
    String text = message.strip();
    if (text.startsWith("undeclared reference to '")) {
      String name = text.substring(25, Math.max(25, text.indexOf('\'', 25)));
      return "There is no function " + name + ".";
    }
    if (text.startsWith("found no matching overload for")) {
      String types = between(text, "applied to '", "' (candidates");
      String function = between(text, "overload for '", "' applied");
      return "The operator or function " + operator(function) + " cannot be used on " + types + ".";
    }
    if (text.startsWith("mismatched input") || text.startsWith("extraneous input")) {
      return "There is something else than expected here: " + between(text, "input '", "'") + ".";
    }
    if (text.isEmpty()) {
      return "It is not complete.";
    }
    String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  static @Nullable String hint(String message, String expression) {
    if (message.startsWith("found no matching overload")) {
      return message.contains("int") && message.contains("double")
          ? "Whole numbers and fractions do not mix: write double(x), or int(x)."
          : "Convert with string(x), int(x) or double(x).";
    }
    if (expression.matches(".*[A-Za-z0-9]-[A-Za-z].*")) {
      return "A name with a hyphen must be in brackets here: services[\"my-web\"].";
    }
    return null;
  }

  private static String operator(String function) {
    return function.replace("_", "").replace("[]", "[…]");
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    if (start < 0) {
      return text;
    }
    int from = start + before.length();
    int end = text.indexOf(after, from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }
}

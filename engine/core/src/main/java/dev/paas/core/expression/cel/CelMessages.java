package dev.paas.core.expression.cel;

import dev.paas.core.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The library's messages, for people. */
final class CelMessages {
  private static final Map<String, String> KINDS =
      Map.of(
          "int", "a whole number",
          "uint", "a whole number",
          "double", "a fraction",
          "string", "a text",
          "bool", "true or false",
          "null_type", "nothing");

  static final String MIXED_NUMBERS =
      "Whole numbers and fractions do not mix: write double(x), or int(x).";

  private CelMessages() {}

  /** That a function does not take what it is given. */
  static String mismatch(String function, List<String> kinds) {
    return operator(function) + " cannot be used on " + String.join(" and ", kinds) + ".";
  }

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
      return operator(function) + " cannot be used on " + kinds(types) + ".";
    }
    if (text.contains("input '<EOF>'")) {
      return "It ends here, but something more is needed.";
    }
    if (text.startsWith("mismatched input") || text.startsWith("extraneous input")) {
      return "This cannot stand here: " + between(text, "input '", "'") + ".";
    }
    if (text.startsWith("no viable alternative at input")) {
      return "This cannot stand here: " + between(text, "input '", "'") + ".";
    }
    if (text.startsWith("token recognition error at: '")) {
      String rest = text.substring(29);
      return rest.startsWith("\"") || rest.startsWith("'")
          ? "This quote is not closed."
          : "This means nothing here: " + rest.replaceAll("'$", "") + ".";
    }
    if (text.equals("/ by zero") || text.equals("divide by zero")) {
      return "It divides by zero.";
    }
    if (text.startsWith("For input string: ")) {
      return "This is not a number: " + text.substring(18) + ".";
    }
    if (text.isEmpty()) {
      return "It is not complete.";
    }
    String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  static @Nullable String hint(String message, String expression) {
    if (message.startsWith("undeclared reference to '")) {
      String name = message.substring(25, Math.max(25, message.indexOf('\'', 25)));
      String nearest = DidYouMean.nearest(name, Library.get().names());
      return nearest == null ? null : "Did you mean \"" + nearest + "\"?";
    }
    if (message.startsWith("found no matching overload")) {
      String types = between(message, "applied to '", "' (candidates");
      return types.contains("int") && types.contains("double")
          ? MIXED_NUMBERS
          : "Convert with string(x), int(x) or double(x).";
    }
    if (expression.matches(".*[A-Za-z0-9]-[A-Za-z].*")) {
      return "A name with a hyphen must be in brackets here: services[\"my-web\"].";
    }
    return null;
  }

  /** {@code (int, string)} as {@code a whole number and a text}. */
  private static String kinds(String types) {
    String inner = types.startsWith("(") ? types.substring(1, types.length() - 1) : types;
    if (inner.contains("(")) {
      return inner;
    }
    List<String> names = new ArrayList<>();
    for (String type : inner.split(", *", -1)) {
      names.add(KINDS.getOrDefault(type, type));
    }
    return String.join(" and ", names);
  }

  private static String operator(String function) {
    boolean symbol = function.startsWith("_") || function.endsWith("_");
    return function.equals("@in") ? "in" : symbol ? function.replace("_", "") : function;
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

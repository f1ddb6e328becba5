package dev.paas.provider.docker.attributes;

import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands: a list of words, or a text that is split into words as a shell splits it. */
public final class CommandWords {

  private CommandWords() {}

  /**
   * The command at {@code key}; {@code null} when there is none.
   *
   * @throws IllegalArgumentException when a quotation mark is not closed
   */
  public static @Nullable List<String> at(MapValue map, String key) {
    Value value = map.getOrNull(key).unwrapped();
    if (value instanceof ListValue list) {
      return list.texts();
    }
    String text = Value.textOf(value);
    return text == null ? null : split(text);
  }

  /** Splits at blanks; quotation marks and backslashes mean what they mean in a POSIX shell. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean last = i + 1 == text.length();
      if (c == '\\' && quote != '\'' && !last && escapes(text.charAt(i + 1), quote)) {
        i++;
        if (text.charAt(i) != '\n') {
          word.append(text.charAt(i));
          inWord = true;
        }
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quotation mark " + quote + " is not closed");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean escapes(char next, char quote) {
    return quote == 0 || "\"\\$`\n".indexOf(next) >= 0;
  }
}

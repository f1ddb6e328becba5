package dev.paas.core.provider;

import java.util.regex.Pattern;

/**
 * Lines that programs print: without what would command a terminal, such as colours.
 *
 * @see <a
 *     href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">ECMA-48,
 *     control functions</a>
 */
final class PrintedLine {
  private static final Pattern CONTROL =
      Pattern.compile(
          "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?"
              + "|\u001b[@-_]?|[\\p{Cntrl}&&[^\t]]");

  private PrintedLine() {}

  static String plain(String line) {
    return CONTROL.matcher(line).replaceAll("");
  }
}

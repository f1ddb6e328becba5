package dev.paas.cli.text;

/** How a stretch of text is set off on a terminal. */
public enum Style {
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The parameter of the SGR sequence of ECMA-48. */
  String code() {
    return code;
  }
}

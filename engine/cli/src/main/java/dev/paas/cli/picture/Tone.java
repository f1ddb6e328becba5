package dev.paas.cli.picture;

import java.util.Locale;

/** How something is coloured; no form says anything by its colour alone. */
public enum Tone {
  PLAIN,
  GREEN,
  YELLOW,
  RED,
  BLUE,
  CYAN;

  /** As style sheets name it. */
  public String className() {
    return name().toLowerCase(Locale.ROOT);
  }
}

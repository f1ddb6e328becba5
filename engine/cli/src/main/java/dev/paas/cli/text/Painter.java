package dev.paas.cli.text;

/**
 * Styles text, or leaves it as it is where that cannot be shown.
 *
 * @param enabled whether styles are written
 */
public record Painter(boolean enabled) {

  /** A text in a style. */
  public String paint(String text, Style... styles) {
    if (!enabled || text.isEmpty() || styles.length == 0) {
      return text;
    }
    StringBuilder painted = new StringBuilder("\u001b[");
    for (int i = 0; i < styles.length; i++) {
      painted.append(i == 0 ? "" : ";").append(styles[i].code());
    }
    return painted.append('m').append(text).append("\u001b[0m").toString();
  }

  /** A painted text without its styles. */
  public String unpainted(String text) {
    return enabled ? text.replaceAll("\u001b\\[[0-9;]*m", "") : text;
  }
}

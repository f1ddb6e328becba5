package dev.paas.provider.jclouds.naming;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what a platform knows things again that have no metadata: the end of their description, since
 * that is given together with the name, in the one call that makes a thing.
 *
 * @param text what the user says of it
 * @param key the idempotency key of its creation; empty for what was made by other means
 * @param platform whose it is, with the environment; empty likewise
 */
public record Marker(String text, String key, String platform) {
  private static final int LONGEST = 255;
  private static final int KEY = 32;
  private static final Pattern FORM =
      Pattern.compile("(?:(.*) )?\\[paas ([a-z0-9]+) ([^\\[\\]]+)]", Pattern.DOTALL);

  /** Reads a description. */
  public static Marker of(String description) {
    Matcher form = FORM.matcher(description);
    if (!form.matches()) {
      return new Marker(description, "", "");
    }
    String text = form.group(1);
    return new Marker(text == null ? "" : text, form.group(2), form.group(3));
  }

  /** A platform, from what its things bear. */
  public static String platform(Map<String, String> labels) {
    String environment = labels.getOrDefault(Labels.ENVIRONMENT, "");
    String name = labels.getOrDefault(Labels.PLATFORM, "");
    return environment.isEmpty() ? name : name + "/" + environment;
  }

  /** Whether it is of a thing of another platform than {@code mine}. */
  public boolean isForeign(String mine) {
    return !platform.isEmpty() && !platform.equals(mine);
  }

  /** How many characters a user may say. */
  public static int room(String platform) {
    return LONGEST - KEY - platform.length() - " [paas  ]".length();
  }

  /** What the cloud is told. */
  public String description() {
    String marker = "[paas " + key + " " + platform + "]";
    return text.isEmpty() ? marker : text + " " + marker;
  }
}

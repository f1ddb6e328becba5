package dev.paas.core.history;

/**
 * On what occasion something is changed.
 *
 * @param command the command, such as {@code apply}
 * @param who {@code ann@laptop}
 * @param version the version of paas
 * @param rollbackTo the number of the revision whose configuration it goes back to; 0 for none
 */
public record Occasion(String command, String who, String version, long rollbackTo) {

  /** One that goes back to nothing. */
  public Occasion(String command, String who, String version) {
    this(command, who, version, 0);
  }
}

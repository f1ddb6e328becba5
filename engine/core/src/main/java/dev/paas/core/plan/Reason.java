package dev.paas.core.plan;

import dev.paas.spi.value.ValuePath;
import org.jspecify.annotations.Nullable;

/**
 * Why something happens to a resource.
 *
 * @param kind the kind of reason
 * @param path the attribute that it is about; {@code null} when it is about none
 * @param text a clause: {@code image forces replacement}
 */
public record Reason(Kind kind, @Nullable ValuePath path, String text) {

  /** The kinds of reasons. */
  public enum Kind {
    /** It is declared and does not exist. */
    NOT_THERE,
    /** It was deleted outside of the platform. */
    GONE,
    /** Its attributes differ from the file. */
    CHANGED,
    /** It was changed outside of the platform. */
    DRIFTED,
    /** A changed attribute forces a replacement. */
    FORCES_REPLACEMENT,
    /** Its type or provider is another one. */
    OTHER_TYPE,
    /** A value of replaceWhen changed. */
    REPLACE_WHEN,
    /** The user asked for it. */
    REQUESTED,
    /** It is not in the file any more. */
    NOT_DECLARED,
    /** Its instance is not there any more. */
    NO_INSTANCE,
    /** An earlier apply was interrupted or failed half-way. */
    UNFINISHED,
    /** The whole platform is destroyed. */
    DESTROY,
    /** What it is made from is known after apply. */
    UNKNOWN,
    /** Something that it depends on changes. */
    WAITS
  }

  static Reason of(Kind kind, String text) {
    return new Reason(kind, null, text);
  }
}

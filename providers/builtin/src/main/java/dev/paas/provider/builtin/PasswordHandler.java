package dev.paas.provider.builtin;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;

/** Makes passwords: the type {@code random.password}. */
final class PasswordHandler extends StateOnlyHandler {

  /** A kind of characters: the attribute that allows it, and the one that demands some. */
  private enum Kind {
    LOWER("lower", "minLower"),
    UPPER("upper", "minUpper"),
    DIGITS("digits", "minDigits"),
    SPECIAL("special", "minSpecial");

    private final String allowed;
    private final String minimum;

    Kind(String allowed, String minimum) {
      this.allowed = allowed;
      this.minimum = minimum;
    }

    private String characters(MapValue attributes) {
      return switch (this) {
        case LOWER -> Characters.LOWER;
        case UPPER -> Characters.UPPER;
        case DIGITS -> Characters.DIGITS;
        case SPECIAL -> attributes.getString("overrideSpecial", Characters.SPECIAL);
      };
    }

    private boolean isAllowed(MapValue attributes) {
      return attributes.getBoolean(allowed, true);
    }

    private int minimum(MapValue attributes) {
      return (int) attributes.getLong(minimum).orElse(0);
    }
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    check(request.proposed());
    return PlannedResource.of(request.proposed());
  }

  /** Refuses what cannot be made. What is not known yet is taken as it would be when left out. */
  private static void check(MapValue attributes) throws ProviderException {
    long length = attributes.getLong("length").orElse(Integer.MAX_VALUE);
    long demanded = 0;
    boolean any = false;
    for (Kind kind : Kind.values()) {
      demanded += kind.minimum(attributes);
      any |= kind.isAllowed(attributes);
      if (!kind.isAllowed(attributes) && kind.minimum(attributes) > 0) {
        throw ProviderException.builder(
                kind.minimum + " asks for what " + kind.allowed + " forbids")
            .hint("Leave one of the two out.")
            .path(ValuePath.of(kind.minimum))
            .build();
      }
    }
    if (!any) {
      throw ProviderException.builder("no characters are left that it may have")
          .hint("Allow lower, upper, digits or special.")
          .path(ValuePath.of("special"))
          .build();
    }
    if (demanded > length) {
      throw ProviderException.builder("it is too short for all that it must have")
          .detail("The minimums add up to " + demanded + ", the length is " + length + ".")
          .hint("Make it longer, or ask for less.")
          .path(ValuePath.of("length"))
          .build();
    }
  }

  @Override
  MapValue completed(MapValue planned, String key, Path directory) throws ProviderException {
    if (!planned.getOrNull("result").isUnknown()) {
      return planned;
    }
    check(planned);
    StringBuilder demanded = new StringBuilder();
    StringBuilder allowed = new StringBuilder();
    for (Kind kind : Kind.values()) {
      if (kind.isAllowed(planned)) {
        String characters = kind.characters(planned);
        demanded.append(Characters.pick(characters, kind.minimum(planned)));
        addNew(characters, allowed);
      }
    }
    int length = (int) planned.getLong("length").orElse(0);
    String rest = Characters.pick(allowed.toString(), length - demanded.length());
    String result = Characters.shuffled(demanded + rest);
    return planned.with("result", Value.of(result).asSensitive());
  }

  /** Each character counts once, however often the user wrote it. */
  private static void addNew(String characters, StringBuilder to) {
    for (int i = 0; i < characters.length(); i++) {
      String one = characters.substring(i, i + 1);
      if (to.indexOf(one) < 0) {
        to.append(one);
      }
    }
  }
}

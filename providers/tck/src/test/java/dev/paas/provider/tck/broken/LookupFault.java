package dev.paas.provider.tck.broken;

import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.concurrent.atomic.AtomicInteger;

/** What a look-up can do wrong, and the test of the kit that must notice it. */
enum LookupFault {
  ANSWERS_ANOTHER_INPUT("answersAreWholeAndAgreeWithTheSchema"),
  LEAVES_OUT_AN_ATTRIBUTE("answersAreWholeAndAgreeWithTheSchema"),
  ADDS_AN_ATTRIBUTE("answersAreWholeAndAgreeWithTheSchema"),
  ANSWERS_UNKNOWN("answersAreWholeAndAgreeWithTheSchema"),
  ANSWERS_OTHERWISE_AGAIN("theSameIsAnsweredAgain"),
  CHANGES_THE_WORLD("nothingIsChanged"),
  TAKES_WHAT_IS_NOT_THERE("whatCannotBeLookedUpIsRefused"),
  BLAMES_NOTHING("whatCannotBeLookedUpIsRefused"),
  REVEALS_AN_INPUT("aSensitiveInputStaysSensitive"),
  TELLS_A_SECRET("nothingSensitiveIsSaid"),
  THROWS_SOMETHING_ELSE("anInterruptedThreadIsNotKept");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String noticedBy;

  LookupFault(String noticedBy) {
    this.noticedBy = noticedBy;
  }

  String noticedBy() {
    return noticedBy;
  }

  /**
   * A look-up with the fault.
   *
   * @param change changes the world
   */
  DataHandler in(DataHandler sound, Runnable change) {
    return (asked, context) ->
        switch (this) {
          case ANSWERS_ANOTHER_INPUT ->
              sound.read(asked, context).with("name", Value.of("another"));
          case LEAVES_OUT_AN_ATTRIBUTE -> sound.read(asked, context).without("value");
          case ADDS_AN_ATTRIBUTE -> sound.read(asked, context).with("surprise", Value.of(1));
          case ANSWERS_UNKNOWN -> sound.read(asked, context).with("value", Value.unknown());
          case ANSWERS_OTHERWISE_AGAIN ->
              sound.read(asked, context).with("value", Value.of(COUNT.incrementAndGet()));
          case CHANGES_THE_WORLD -> {
            change.run();
            yield sound.read(asked, context);
          }
          case TAKES_WHAT_IS_NOT_THERE -> found(sound, asked, context);
          case BLAMES_NOTHING -> {
            try {
              yield sound.read(asked, context);
            } catch (ProviderException refusal) {
              throw ProviderException.builder(refusal.reason()).build();
            }
          }
          case REVEALS_AN_INPUT -> sound.read(asked, context).revealed();
          case TELLS_A_SECRET -> {
            context.progress("looking for " + asked.getString("name", ""));
            yield sound.read(asked, context);
          }
          case THROWS_SOMETHING_ELSE -> {
            if (Thread.currentThread().isInterrupted()) {
              throw new IllegalStateException("interrupted");
            }
            yield sound.read(asked, context);
          }
        };
  }

  private static MapValue found(
      DataHandler sound, MapValue asked, dev.paas.spi.provider.CallContext context) {
    try {
      return sound.read(asked, context);
    } catch (ProviderException notThere) {
      return asked.with("value", Value.nullValue());
    }
  }
}

package dev.paas.provider.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PasswordHandlerTest {
  private static final List<String> ALLOWED = List.of("lower", "upper", "digits", "special");
  private static final List<String> LEAST =
      List.of("minLower", "minUpper", "minDigits", "minSpecial");

  private final PasswordHandler handler = new PasswordHandler();

  @Test
  void everyPasswordIsAsAsked() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      MapValue asked = asked(random);
      String result;
      try {
        handler.plan(new PlanRequest("resources.p", null, asked, asked, Path.of("/")));
        result = handler.completed(asked, "key", Path.of("/")).getString("result", "");
      } catch (ProviderException refused) {
        assertTrue(isImpossible(asked), () -> asked + " was refused; seed " + seed);
        continue;
      }
      assertEquals(asked.getLong("length").orElse(0), result.length(), () -> "seed " + seed);
      List<String> sets =
          List.of(
              Characters.LOWER,
              Characters.UPPER,
              Characters.DIGITS,
              asked.getString("overrideSpecial", Characters.SPECIAL));
      int all = 0;
      for (int kind = 0; kind < sets.size(); kind++) {
        String set = sets.get(kind);
        int count = (int) result.chars().filter(c -> set.indexOf(c) >= 0).count();
        all += count;
        long least = asked.getLong(LEAST.get(kind)).orElse(0);
        assertTrue(count >= least, () -> asked + " has too few; seed " + seed);
        boolean allowed = asked.getBoolean(ALLOWED.get(kind), true);
        assertTrue(allowed || count == 0, () -> asked + " has what it may not; seed " + seed);
      }
      assertEquals(result.length(), all, () -> asked + " has other characters; seed " + seed);
    }
  }

  private static MapValue asked(Random random) {
    MapValue.Builder asked = MapValue.builder().put("length", 1 + random.nextInt(20));
    for (int kind = 0; kind < ALLOWED.size(); kind++) {
      asked.put(ALLOWED.get(kind), random.nextInt(4) > 0);
      asked.put(LEAST.get(kind), random.nextInt(3) == 0 ? random.nextInt(6) : 0);
    }
    if (random.nextBoolean()) {
      asked.put("overrideSpecial", "#+#");
    }
    return asked.put("result", Value.unknown()).build();
  }

  private static boolean isImpossible(MapValue asked) {
    long least = 0;
    boolean any = false;
    boolean contradicts = false;
    for (int kind = 0; kind < ALLOWED.size(); kind++) {
      boolean allowed = asked.getBoolean(ALLOWED.get(kind), true);
      long minimum = asked.getLong(LEAST.get(kind)).orElse(0);
      any |= allowed;
      contradicts |= !allowed && minimum > 0;
      least += minimum;
    }
    return !any || contradicts || least > asked.getLong("length").orElse(0);
  }
}

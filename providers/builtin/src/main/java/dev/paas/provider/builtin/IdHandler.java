package dev.paas.provider.builtin;

import dev.paas.spi.value.MapValue;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/** Makes random bytes: the type {@code random.id}. */
final class IdHandler extends StateOnlyHandler {

  @Override
  MapValue completed(MapValue planned, String key, Path directory) {
    if (!planned.getOrNull("hex").isUnknown()) {
      return planned;
    }
    byte[] bytes = new byte[(int) planned.getLong("bytes").orElse(0)];
    Characters.random().nextBytes(bytes);
    String prefix = planned.getString("prefix", "");
    return planned.toBuilder()
        .put("hex", prefix + HexFormat.of().formatHex(bytes))
        .put("base64url", prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
        .put("decimal", prefix + new BigInteger(1, bytes))
        .build();
  }
}

package dev.paas.provider.tck.fake;

import dev.paas.spi.value.MapValue;

/**
 * Something that exists in a {@link FakeWorld}.
 *
 * @param id what the world calls it: {@code t1}, {@code t2} and so on, in the order of creation
 * @param type its resource type
 * @param provider the alias of the provider that made it
 * @param platform the qualified name of the platform that it belongs to
 * @param address the address that it was made for
 * @param key the idempotency key that it was made with
 * @param attributes all its attributes, write-only ones too
 * @param changes how often it was updated
 * @param changeKey the idempotency key of the last update; empty before the first
 */
public record FakeThing(
    String id,
    String type,
    String provider,
    String platform,
    String address,
    String key,
    MapValue attributes,
    int changes,
    String changeKey) {

  /** This thing when it has been made. */
  FakeThing made(String newId, MapValue newAttributes) {
    return new FakeThing(newId, type, provider, platform, address, key, newAttributes, 0, "");
  }

  /** This thing with other attributes. */
  FakeThing with(MapValue newAttributes) {
    return new FakeThing(
        id, type, provider, platform, address, key, newAttributes, changes, changeKey);
  }

  /** This thing after an update; one more when {@code newChangeKey} is new. */
  FakeThing changed(String newChangeKey) {
    int more = newChangeKey.equals(changeKey) ? 0 : 1;
    return new FakeThing(
        id, type, provider, platform, address, key, attributes, changes + more, newChangeKey);
  }
}

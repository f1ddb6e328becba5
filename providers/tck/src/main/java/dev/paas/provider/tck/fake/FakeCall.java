package dev.paas.provider.tck.fake;

import dev.paas.spi.value.MapValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that a fake provider got.
 *
 * @param began its place among the beginnings and ends of all calls, from 1
 * @param ended the same of its end; 0 while it is under way
 * @param operation what was asked
 * @param provider the alias of the provider
 * @param type the resource type; empty for {@link Operation#OPEN}
 * @param addresses the resources that it is about: one, or in {@link Operation#READ_ALL} several
 * @param key the idempotency key or the identifier that was looked for; empty without one
 * @param attributes what was handed in: planned attributes, or the recorded ones
 * @param beganAt when it began
 * @param endedAt when it ended; {@code null} while it is under way
 * @param failure what it failed with; {@code null} when it did not
 */
public record FakeCall(
    int began,
    int ended,
    Operation operation,
    String provider,
    String type,
    List<String> addresses,
    String key,
    MapValue attributes,
    Instant beganAt,
    @Nullable Instant endedAt,
    @Nullable String failure) {

  public FakeCall {
    addresses = List.copyOf(addresses);
  }

  /** A call that has not begun yet. */
  static FakeCall of(
      Operation operation,
      String provider,
      String type,
      List<String> addresses,
      String key,
      MapValue attributes) {
    return new FakeCall(
        0, 0, operation, provider, type, addresses, key, attributes, Instant.EPOCH, null, null);
  }

  /** This call as it begins. */
  FakeCall begun(int event, Instant at) {
    return new FakeCall(
        event, 0, operation, provider, type, addresses, key, attributes, at, null, null);
  }

  /** This call when it has ended. */
  FakeCall over(int event, Instant at, @Nullable String with) {
    return new FakeCall(
        began, event, operation, provider, type, addresses, key, attributes, beganAt, at, with);
  }

  /** The resource that it is about; empty when there is none or several. */
  public String address() {
    return addresses.size() == 1 ? addresses.get(0) : "";
  }

  /** Whether it ended before {@code other} began. */
  public boolean before(FakeCall other) {
    return ended != 0 && ended < other.began;
  }

  /** {@code CREATE resources.web}. */
  @Override
  public String toString() {
    return addresses.isEmpty() ? operation.name() : operation + " " + String.join(" ", addresses);
  }
}

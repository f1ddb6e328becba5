package dev.paas.provider.jclouds.address;

import dev.paas.provider.jclouds.call.Cidr;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** What a machine's {@code assignPublicIp} says. */
final class Assigned {
  private final Value said;

  private Assigned(Value said) {
    this.said = said;
  }

  static Assigned of(@Nullable MapValue attributes) {
    return new Assigned(
        attributes == null
            ? Value.nullValue()
            : attributes.getOrNull(PublicAddress.ASSIGN).unwrapped());
  }

  /** Whether the machine is to have a public address. */
  boolean isWanted() {
    return said instanceof StringValue || (said instanceof BooleanValue truth && truth.value());
  }

  /** Whether the address is one that is there already. */
  boolean isAddress() {
    return said instanceof StringValue text && Cidr.isAddress(text.text());
  }

  /** The address that is there already; empty when it is to be taken. */
  String address() {
    return isAddress() && said instanceof StringValue text ? text.text() : "";
  }

  /** The external network that it is taken of; {@code null} for the only one. */
  @Nullable String network() {
    return !isAddress() && said instanceof StringValue text ? text.text() : null;
  }
}

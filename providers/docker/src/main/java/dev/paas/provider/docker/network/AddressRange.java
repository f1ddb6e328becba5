package dev.paas.provider.docker.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A range of addresses, such as {@code 10.0.0.0/24}. */
record AddressRange(int bits, BigInteger first, BigInteger last) {

  /** Reads a range; empty when the text is none. */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(0, slash).matches("[0-9a-fA-F:.]+")) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(text.substring(0, slash)).getAddress();
      int bits = 8 * address.length;
      int prefix = Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        return Optional.empty();
      }
      BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
      BigInteger first = new BigInteger(1, address).divide(size).multiply(size);
      return Optional.of(new AddressRange(bits, first, first.add(size).subtract(BigInteger.ONE)));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean overlaps(AddressRange other) {
    return bits == other.bits
        && first.compareTo(other.last) <= 0
        && other.first.compareTo(last) <= 0;
  }

  boolean isVersion6() {
    return bits == 128;
  }
}

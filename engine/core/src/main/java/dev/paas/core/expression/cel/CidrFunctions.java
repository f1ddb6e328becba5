package dev.paas.core.expression.cel;

import static dev.paas.core.expression.cel.Functions.TEXT;
import static dev.paas.core.expression.cel.Functions.WHOLE;
import static dev.paas.core.expression.cel.Functions.plain;
import static dev.paas.core.expression.cel.Functions.takes;
import static dev.paas.core.expression.cel.Functions.text;
import static dev.paas.core.expression.cel.Functions.whole;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Functions on ranges of addresses, IPv4 and IPv6. */
final class CidrFunctions {
  private CidrFunctions() {}

  static List<Function> all() {
    return List.of(
        plain("cidrSubnet", (c, a) -> subnet(a), takes("cidr_subnet", TEXT, TEXT, WHOLE, WHOLE)),
        plain("cidrHost", (c, a) -> host(a), takes("cidr_host", TEXT, TEXT, WHOLE)),
        plain("cidrNetmask", (c, a) -> netmask(a), takes("cidr_netmask", TEXT, TEXT)));
  }

  /**
   * A range of addresses.
   *
   * @param network the first address
   * @param length how many leading bits all have in common
   * @param bits of an address: 32 or 128
   */
  private record Range(BigInteger network, int length, int bits) {

    static Range parse(String text) {
      int slash = text.indexOf('/');
      String length = text.substring(slash + 1);
      if (slash < 0 || !length.matches("[0-9]{1,3}")) {
        throw invalid(text, "it is an address, a / and a number of bits");
      }
      String address = text.substring(0, slash);
      if (!InetAddresses.isInetAddress(address)) {
        throw invalid(text, "\"" + address + "\" is not an address");
      }
      byte[] raw = raw(address);
      int bits = raw.length * 8;
      int prefix = Integer.parseInt(length);
      if (prefix > bits) {
        throw invalid(text, "an address of this kind has " + bits + " bits");
      }
      BigInteger number = new BigInteger(1, raw);
      int host = bits - prefix;
      return new Range(number.shiftRight(host).shiftLeft(host), prefix, bits);
    }

    private static byte[] raw(String address) {
      byte[] raw = InetAddresses.forString(address).getAddress();
      boolean mapped = raw.length == 4 && address.indexOf(':') >= 0;
      if (!mapped) {
        return raw;
      }
      byte[] wide = new byte[16];
      wide[10] = (byte) 0xff;
      wide[11] = (byte) 0xff;
      System.arraycopy(raw, 0, wide, 12, 4);
      return wide;
    }

    private static FunctionFailure invalid(String text, String why) {
      return new FunctionFailure(
          "\"" + text + "\" is not a range of addresses: " + why,
          "Write it as 10.0.0.0/16 or fd00::/48.");
    }

    String text(BigInteger address) {
      byte[] raw = new byte[bits / 8];
      byte[] number = address.toByteArray();
      int count = Math.min(number.length, raw.length);
      System.arraycopy(number, number.length - count, raw, raw.length - count, count);
      try {
        return InetAddresses.toAddrString(InetAddress.getByAddress(raw));
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static String subnet(List<Object> arguments) {
    String text = text(arguments, 0, "cidrSubnet");
    Range range = Range.parse(text);
    long more = whole(arguments, 1, "cidrSubnet");
    long number = whole(arguments, 2, "cidrSubnet");
    if (more < 0 || range.length() + more > range.bits()) {
      throw new FunctionFailure(
          text + " has " + (range.bits() - range.length()) + " bits to divide, not " + more, null);
    }
    BigInteger wanted = BigInteger.valueOf(number);
    if (number < 0 || wanted.bitLength() > more) {
      throw new FunctionFailure(
          text
              + " divided by "
              + more
              + " bits has no part "
              + number
              + "; they are counted from 0 to "
              + BigInteger.ONE.shiftLeft((int) more).subtract(BigInteger.ONE),
          null);
    }
    int length = (int) (range.length() + more);
    BigInteger network = range.network().add(wanted.shiftLeft(range.bits() - length));
    return range.text(network) + "/" + length;
  }

  /** The address with a number in a range; negative numbers count from its end. */
  private static String host(List<Object> arguments) {
    String text = text(arguments, 0, "cidrHost");
    Range range = Range.parse(text);
    long number = whole(arguments, 1, "cidrHost");
    BigInteger size = BigInteger.ONE.shiftLeft(range.bits() - range.length());
    BigInteger offset = BigInteger.valueOf(number);
    BigInteger place = number < 0 ? size.add(offset) : offset;
    if (place.signum() < 0 || place.compareTo(size) >= 0) {
      throw new FunctionFailure(
          text + " has " + size + " addresses, and none with the number " + number, null);
    }
    return range.text(range.network().add(place));
  }

  private static String netmask(List<Object> arguments) {
    String text = text(arguments, 0, "cidrNetmask");
    Range range = Range.parse(text);
    if (range.bits() != 32) {
      throw new FunctionFailure("only a range of IPv4 has a netmask, not " + text, null);
    }
    BigInteger all = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    int host = 32 - range.length();
    return range.text(all.shiftRight(host).shiftLeft(host));
  }
}

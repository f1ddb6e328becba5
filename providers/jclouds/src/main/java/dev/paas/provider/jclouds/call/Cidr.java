package dev.paas.provider.jclouds.call;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param address the first address, without a name
 * @param prefix how many of its bits all of them have
 */
public record Cidr(InetAddress address, int prefix) {
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]+)/(\\d{1,3})");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

  /** What is wrong with a text that is none, and what to write. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String hint;

    Malformed(String reason, String hint) {
      super(reason);
      this.hint = hint;
    }

    public String reason() {
      return String.valueOf(getMessage());
    }

    public String hint() {
      return hint;
    }
  }

  /** Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
  public static Cidr parse(String text) throws Malformed {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      boolean bare = FORM.matcher(text + "/0").matches();
      throw new Malformed(
          "it is no range of addresses",
          bare
              ? "Add how many bits count: " + text + (text.contains(":") ? "/128" : "/32") + "."
              : "Write a network and its length, such as 10.0.0.0/8 or 2001:db8::/32.");
    }
    InetAddress address = address(form.group(1));
    int prefix = Integer.parseInt(form.group(2));
    int bits = address.getAddress().length * Byte.SIZE;
    if (prefix > bits) {
      throw new Malformed(
          "an address has " + bits + " bits, not " + prefix, "Write at most /" + bits + ".");
    }
    Cidr network = new Cidr(network(address, prefix), prefix);
    if (!network.address().equals(address)) {
      throw new Malformed(
          "it is an address in a network, not the network itself",
          "The network is " + network + ".");
    }
    return network;
  }

  /** Whether a text is an address, without a length or a name. */
  public static boolean isAddress(String text) {
    try {
      parse(text + (text.contains(":") ? "/128" : "/32"));
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  /** Whether an address, which {@link #isAddress} has found right, is in it. */
  public boolean contains(String text) {
    try {
      return network(address(text), prefix).equals(address)
          && address(text).getClass() == address.getClass();
    } catch (Malformed e) {
      return false;
    }
  }

  private static InetAddress address(String text) throws Malformed {
    if (IPV4.matcher(text).matches() || text.contains(":")) {
      try {
        InetAddress address = InetAddress.getByName(text);
        if (!text.contains(":") || address instanceof Inet6Address) {
          return address;
        }
      } catch (UnknownHostException e) {
        throw new Malformed("it is no address of IPv6", "Write one such as 2001:db8::/32.");
      }
    }
    throw new Malformed("it is no address of IPv4", "Write one such as 10.0.0.0/8.");
  }

  private static InetAddress network(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int whole = prefix / Byte.SIZE;
    if (whole < bytes.length) {
      bytes[whole] &= (byte) (0xff << (Byte.SIZE - prefix % Byte.SIZE));
      Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("it has as many bytes as before", e);
    }
  }

  /** 4 or 6. */
  public int version() {
    return address instanceof Inet6Address ? 6 : 4;
  }

  /** Whether every address is in it. */
  public boolean isAll() {
    return prefix == 0;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}

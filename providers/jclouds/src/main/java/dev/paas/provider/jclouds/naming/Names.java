package dev.paas.provider.jclouds.naming;

import dev.paas.spi.provider.PlatformIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a platform's things: {@code shop-worker-0} for {@code vms.worker[0]}. They are for
 * people; a cloud allows several servers of one name.
 */
public final class Names {
  private static final Pattern SECTION =
      Pattern.compile("(^|\\.)(modules|networks|vms|volumes|resources)\\.");
  private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_]+");
  private static final int LONGEST = 63;
  private static final int HASH = 6;

  private final String platform;

  public Names(PlatformIdentity platform) {
    this.platform = platform.qualifiedName();
  }

  /** A name that also fits as the name of a host. */
  public String of(String address) {
    Matcher sections = SECTION.matcher(address);
    String path = FORBIDDEN.matcher(sections.replaceAll(".")).replaceAll("-");
    String name = (platform + "-" + path).replaceAll("-+", "-").replaceAll("-$", "");
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - HASH - 1) + "-" + hash(address);
  }

  /** A name that no other address has. */
  public String unique(String address) {
    return of(address) + "-" + hash(address);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.paas.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Takes out of a text what differs from machine to machine and from run to run, and only that. */
final class Normalized {
  private static final Pattern SECONDS = Pattern.compile("\\b\\d+\\.\\d s\\b");
  private static final Pattern KEY = Pattern.compile("\\b[0-9a-z]{26,32}\\b");
  private static final Pattern LEASE =
      Pattern.compile("(?<=lease |leases/|\"lease\":\")[0-9a-z]+-\\d+");
  private static final Pattern LEASE_COLUMN = Pattern.compile("(?m)^[0-9a-z]{8,}-\\d+ {2,}");
  private static final Pattern PROCESS = Pattern.compile("\\bprocess \\d+");
  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  private static final Pattern AGO = Pattern.compile("\\((just now|\\d+ minutes? ago)\\)");

  /** Who applied stands in the state, so that places in it differ from machine to machine. */
  private static final Pattern BYTE = Pattern.compile("(?<=damaged at byte )\\d+");

  private static final Pattern SEALED = Pattern.compile("\\b[0-9a-f]{8}:[0-9A-Za-z+/]{30,}=*");
  private static final Pattern KEY_ID = Pattern.compile("(?<=\"keys\": \\[\")[0-9a-f]{8}(?=\"\\])");

  /** What is packed has other bytes with another zlib. */
  private static final Pattern PACKED = Pattern.compile("(?<=\")eAE?[0-9A-Za-z+/]{16,}=*(?=\")");

  private Normalized() {}

  /**
   * @param folder the folder in which the text came to be
   */
  static String text(String text, Path folder) {
    String plain =
        text.replace(folder.toString(), "<folder>")
            .replace(Version.text(), "<version>")
            .replace(Runtime.version().toString(), "<java version>")
            .replace("\u001b", "␛")
            .replace("\r", "␍");
    plain = SECONDS.matcher(plain).replaceAll("<time>");
    plain = LEASE.matcher(plain).replaceAll("<lease>");
    plain = LEASE_COLUMN.matcher(plain).replaceAll("<lease>  ");
    plain = plain.replaceAll("LEASE +HOLDER", "LEASE    HOLDER");
    plain = PROCESS.matcher(plain).replaceAll("process <pid>");
    plain = INSTANT.matcher(plain).replaceAll("<instant>");
    plain = BYTE.matcher(plain).replaceAll("<byte>");
    plain = AGO.matcher(plain).replaceAll("(<ago>)");
    plain = PACKED.matcher(plain).replaceAll("<packed>");
    plain = SEALED.matcher(plain).replaceAll("<sealed>");
    plain = KEY_ID.matcher(plain).replaceAll("<key id>");
    return KEY.matcher(plain).replaceAll("<key>");
  }
}

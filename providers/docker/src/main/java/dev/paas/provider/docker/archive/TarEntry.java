package dev.paas.provider.docker.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file in an archive.
 *
 * @param name its path in the archive, without a slash at either end
 * @param mode its permissions
 * @param size how many bytes follow; 0 but for regular files
 * @param modified seconds since 1970
 * @param link where a symbolic link leads; empty otherwise
 */
public record TarEntry(
    String name, Kind kind, int mode, long uid, long gid, long size, long modified, String link) {
  static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final long MAX_OCTAL_7 = 07777777L;
  private static final long MAX_OCTAL_11 = 077777777777L;

  /** The kinds of file. */
  public enum Kind {
    FILE('0'),
    FOLDER('5'),
    SYMLINK('2');

    private final char flag;

    Kind(char flag) {
      this.flag = flag;
    }
  }

  public static TarEntry file(String name, int mode, long uid, long gid, long size) {
    return new TarEntry(name, Kind.FILE, mode, uid, gid, size, 0, "");
  }

  /** The blocks before the content. What does not fit the old form goes into a PAX record. */
  public byte[] header() {
    String path = kind == Kind.FOLDER ? name + "/" : name;
    Map<String, String> extended = new LinkedHashMap<>();
    if (!fits(path)) {
      extended.put("path", path);
    }
    if (!fits(link)) {
      extended.put("linkpath", link);
    }
    putIfAbove(extended, "size", size, MAX_OCTAL_11);
    putIfAbove(extended, "uid", uid, MAX_OCTAL_7);
    putIfAbove(extended, "gid", gid, MAX_OCTAL_7);
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    if (!extended.isEmpty()) {
      byte[] records = records(extended);
      blocks.writeBytes(block("pax", 'x', 0644, 0, 0, records.length, ""));
      blocks.writeBytes(records);
      blocks.writeBytes(new byte[padding(records.length)]);
    }
    blocks.writeBytes(block(path, kind.flag, mode, uid, gid, size, link));
    return blocks.toByteArray();
  }

  /** How many zero bytes follow a content of {@code size} bytes. */
  public static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  /** The blocks at the end of an archive. */
  public static byte[] end() {
    return new byte[2 * BLOCK];
  }

  private static boolean fits(String text) {
    return text.length() <= NAME_LENGTH && text.chars().allMatch(c -> c < 0x80);
  }

  private static void putIfAbove(Map<String, String> extended, String key, long value, long max) {
    if (value > max) {
      extended.put(key, Long.toString(value));
    }
  }

  private static byte[] records(Map<String, String> extended) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    extended.forEach(
        (key, value) -> {
          byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
          int length = rest.length + 1;
          while (rest.length + Integer.toString(length).length() != length) {
            length = rest.length + Integer.toString(length).length();
          }
          records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
          records.writeBytes(rest);
        });
    return records.toByteArray();
  }

  private byte[] block(
      String path, char flag, int mode, long uid, long gid, long size, String link) {
    byte[] block = new byte[BLOCK];
    text(block, 0, NAME_LENGTH, path);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, Math.min(uid, MAX_OCTAL_7));
    octal(block, 116, 8, Math.min(gid, MAX_OCTAL_7));
    octal(block, 124, 12, Math.min(size, MAX_OCTAL_11));
    octal(block, 136, 12, Math.max(0, Math.min(modified, MAX_OCTAL_11)));
    block[156] = (byte) flag;
    text(block, 157, NAME_LENGTH, link);
    text(block, 257, 8, "ustar\00000");
    text(block, 148, 8, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    return block;
  }

  private static void text(byte[] block, int offset, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
  }

  /** As octal digits with leading zeros and a zero byte at the end. */
  private static void octal(byte[] block, int offset, int length, long value) {
    for (int i = length - 2; i >= 0; i--) {
      block[offset + i] = (byte) ('0' + (value & 7));
      value >>= 3;
    }
    block[offset + length - 1] = 0;
  }
}

package dev.paas.provider.docker.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the first file of an archive, which is how an engine answers when asked for one. */
public final class TarReader {

  /**
   * The first file.
   *
   * @param content of a regular file, read as UTF-8; empty otherwise
   * @param link where a symbolic link leads; empty otherwise
   */
  public record First(boolean regular, String content, String link) {}

  private TarReader() {}

  /** Reads the first file, at most {@code limit} bytes of it; empty when the archive is. */
  public static Optional<First> first(InputStream input, int limit) throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (true) {
      byte[] header = input.readNBytes(TarEntry.BLOCK);
      if (header.length < TarEntry.BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      long size = octal(header, 124, 12);
      char flag = (char) header[156];
      if (flag == 'x') {
        extended.putAll(records(input.readNBytes((int) size)));
        input.skipNBytes(TarEntry.padding(size));
      } else if (flag == 'K') {
        extended.put("linkpath", cString(input.readNBytes((int) size), 0, (int) size));
        input.skipNBytes(TarEntry.padding(size));
      } else if (flag == 'g' || flag == 'L') {
        input.skipNBytes(size + TarEntry.padding(size));
      } else {
        return Optional.of(first(input, limit, size, flag, header, extended));
      }
    }
  }

  private static First first(
      InputStream input,
      int limit,
      long size,
      char flag,
      byte[] header,
      Map<String, String> extended)
      throws IOException {
    boolean regular = flag == '0' || flag == 0;
    String link = flag == '2' ? extended.getOrDefault("linkpath", cString(header, 157, 100)) : "";
    byte[] content = regular ? input.readNBytes((int) Math.min(limit, size)) : new byte[0];
    if (regular && content.length < Math.min(limit, size)) {
      throw new EOFException("the archive ends in the middle of a file");
    }
    return new First(regular, new String(content, StandardCharsets.UTF_8), link);
  }

  private static Map<String, String> records(byte[] bytes) {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      while (bytes[space] != ' ') {
        space++;
      }
      int length = Integer.parseInt(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
      String record =
          new String(bytes, space + 1, length - (space - at) - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      records.put(record.substring(0, equals), record.substring(equals + 1));
      at += length;
    }
    return records;
  }

  private static String cString(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] bytes, int offset, int length) {
    if ((bytes[offset] & 0x80) != 0) {
      // The binary form, of sizes that octal digits cannot tell.
      long value = bytes[offset] & 0x7f;
      for (int i = 1; i < length; i++) {
        value = (value << 8) | (bytes[offset + i] & 0xff);
      }
      return value;
    }
    String digits = cString(bytes, offset, length).trim();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}

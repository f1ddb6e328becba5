package dev.paas.core.state;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes of any length, compressed, as texts that each fit into one value of every backend. */
final class Packed {
  /** An encrypted text of so many characters stays well below the 1 MiB of a value in etcd. */
  private static final int PART = 400_000;

  private static final int BUFFER = 1 << 16;

  private Packed() {}

  /** The bytes as texts, at least one. */
  static List<String> pack(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(deflated(bytes));
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < text.length() || parts.isEmpty(); from += PART) {
      parts.add(text.substring(from, Math.min(text.length(), from + PART)));
    }
    return parts;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * The bytes again.
   *
   * @throws IllegalArgumentException when the texts are not what {@link #pack} gave
   */
  static byte[] unpack(List<String> parts) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64.getDecoder().decode(String.join("", parts)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IllegalArgumentException("it is cut off");
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException damaged) {
      throw new IllegalArgumentException("it is damaged", damaged);
    } finally {
      inflater.end();
    }
  }
}

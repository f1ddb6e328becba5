package dev.paas.provider.docker.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A body that comes in chunks, each with its length before it. */
final class ChunkedInput extends InputStream implements HttpResponse.Framed {
  private static final int MAX_LINE = 8 * 1024;

  private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_AFTER_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream input;
  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = input.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the engine's answer ends in the middle");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (!first) {
      line();
    }
    first = false;
    String size = line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the engine's answer has no valid length: " + size, e);
    }
    if (left == 0) {
      ended = true;
      String trailer = line();
      while (!trailer.isEmpty()) {
        trailer = line();
      }
    }
  }

  private String line() throws IOException {
    String line = HttpResponse.line(input, new int[] {MAX_LINE});
    if (line == null) {
      throw new EOFException("the engine's answer ends in the middle");
    }
    return line;
  }

  @Override
  public boolean finish() throws IOException {
    if (ended) {
      return true;
    }
    if (left > 0 && left <= input.available()) {
      input.skipNBytes(left);
      left = 0;
    }
    byte[] expected = first ? END : END_AFTER_CHUNK;
    if (left > 0 || input.available() < expected.length) {
      return false;
    }
    ended = Arrays.equals(input.readNBytes(expected.length), expected);
    return ended;
  }
}

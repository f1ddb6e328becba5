package dev.paas.provider.docker.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a length known beforehand. */
final class BoundedInput extends InputStream implements HttpResponse.Framed {
  private final InputStream input;
  private long left;

  BoundedInput(InputStream input, long length) {
    this.input = input;
    this.left = length;
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
    if (left == 0) {
      return -1;
    }
    int read = input.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the engine's answer ends " + left + " bytes too early");
    }
    left -= read;
    return read;
  }

  @Override
  public boolean finish() throws IOException {
    if (left <= input.available()) {
      input.skipNBytes(left);
      left = 0;
    }
    return left == 0;
  }
}

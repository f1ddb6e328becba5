package dev.paas.state.local;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, and never beyond the end of it. */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  ByteReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  boolean atEnd() {
    return position == end;
  }

  int readByte() throws DamagedException {
    return bytes[take(1)];
  }

  int readInt() throws DamagedException {
    return intAt(bytes, take(4));
  }

  long readLong() throws DamagedException {
    return longAt(bytes, take(8));
  }

  long readNumber() throws DamagedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[take(1)];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DamagedException("a number does not end");
  }

  String readText() throws DamagedException {
    int length = readLength();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  byte[] readBytes(long length) throws DamagedException {
    int start = take(length);
    return Arrays.copyOfRange(bytes, start, position);
  }

  /** A number of things that follow, each of at least one byte. */
  int readLength() throws DamagedException {
    long length = readNumber();
    if (length < 0 || length > end - position) {
      throw new DamagedException("a length points beyond its frame");
    }
    return (int) length;
  }

  private int take(long length) throws DamagedException {
    if (length < 0 || length > end - position) {
      throw new DamagedException("a value goes beyond its frame");
    }
    int start = position;
    position += (int) length;
    return start;
  }

  static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static long longAt(byte[] bytes, int at) {
    return (long) intAt(bytes, at) << 32 | (intAt(bytes, at + 4) & 0xffffffffL);
  }
}

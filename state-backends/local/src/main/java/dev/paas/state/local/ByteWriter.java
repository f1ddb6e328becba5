package dev.paas.state.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends numbers and texts to an array that grows; big-endian. */
final class ByteWriter {
  private static final int LARGEST_PIECE = 1 << 20;

  private byte[] bytes;
  private int size;

  ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** What was written so far, from index 0 to {@link #size}; not a copy. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  ByteWriter putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteWriter putInt(int value) {
    reserve(4);
    setInt(size, value);
    size += 4;
    return this;
  }

  ByteWriter putLong(long value) {
    return putInt((int) (value >>> 32)).putInt((int) value);
  }

  /** A number that is mostly small and never negative: 7 bits per byte, lowest first. */
  ByteWriter putNumber(long value) {
    reserve(10);
    long rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  ByteWriter putText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return putNumber(encoded.length).putBytes(encoded);
  }

  ByteWriter putBytes(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
    return this;
  }

  /** Overwrites four bytes that were written before. */
  void setInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  /** Writes everything to {@code file}, from the offset {@code at} on. */
  void writeTo(FileChannel file, long at) throws IOException {
    int done = 0;
    while (done < size) {
      // In pieces, because the JDK keeps a copy as large as the largest one.
      ByteBuffer piece = ByteBuffer.wrap(bytes, done, Math.min(LARGEST_PIECE, size - done));
      done += file.write(piece, at + done);
    }
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 2L));
    }
  }
}

package dev.paas.state.etcd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that nobody changes, compared by what they are. */
final class Bytes implements Comparable<Bytes> {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over. */
  static Bytes of(byte[] bytes) {
    return new Bytes(bytes);
  }

  static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Not a copy. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  String text() {
    return text(0);
  }

  /** The text from the byte {@code start} on. */
  String text(int start) {
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  Bytes plus(Bytes more) {
    byte[] all = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, all, bytes.length, more.bytes.length);
    return new Bytes(all);
  }

  Bytes plus(String more) {
    return plus(of(more));
  }

  /** The first key behind this one. */
  Bytes next() {
    return new Bytes(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** The first key behind all that begin with this. */
  Bytes endOfPrefix() {
    for (int last = bytes.length - 1; last >= 0; last--) {
      if (bytes[last] != (byte) 0xff) {
        byte[] end = Arrays.copyOf(bytes, last + 1);
        end[last]++;
        return new Bytes(end);
      }
    }
    return new Bytes(new byte[] {0});
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}

package dev.paas.provider.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes output as it comes and gives it on line by line; a very long line is cut into several. */
final class Lines extends OutputStream {
  private static final int LONGEST = 8192;

  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized void write(int octet) {
    if (octet == '\n') {
      emit();
    } else {
      line.write(octet);
      if (line.size() >= LONGEST) {
        emit();
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void emit() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /** Gives on what has no end of line. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      emit();
    }
  }
}

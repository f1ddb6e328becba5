package dev.paas.provider.docker.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts the pieces of one stream of output together to lines: engines cut long ones. */
final class LineAssembler {

  /** Takes lines. */
  interface Sink {
    /**
     * A line without its end.
     *
     * @param time when its first piece was written
     */
    void line(String time, String text);
  }

  private final Sink sink;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private String time = "";

  LineAssembler(Sink sink) {
    this.sink = sink;
  }

  void piece(String pieceTime, byte[] text) {
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        add(pieceTime, text, start, i);
        flush();
        start = i + 1;
      }
    }
    if (start < text.length) {
      add(pieceTime, text, start, text.length);
    }
  }

  private void add(String pieceTime, byte[] text, int start, int end) {
    if (time.isEmpty()) {
      time = pieceTime;
    }
    open.write(text, start, end - start);
  }

  private void flush() {
    String line = open.toString(StandardCharsets.UTF_8);
    sink.line(time, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    open.reset();
    time = "";
  }

  /** Gives the last line even though it has no end. */
  void end() {
    if (open.size() > 0) {
      flush();
    }
  }
}

package dev.paas.provider.docker.context;

import dev.paas.provider.docker.archive.TarEntry;
import dev.paas.provider.docker.context.BuildContext.ContextFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A context as a tar archive. Nothing but the file at hand is held in memory, in pieces. */
final class ContextStream extends InputStream {
  private final Iterator<ContextFile> files;
  private @Nullable ContextFile pending;
  private InputStream current = InputStream.nullInputStream();
  private String path = "";
  private long contentLeft;
  private int padding;
  private boolean inContent;
  private boolean ended;
  private volatile boolean closed;

  ContextStream(List<ContextFile> files) {
    this.files = files.iterator();
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
    while (true) {
      if (closed) {
        throw new IOException("the build was given up");
      }
      int wanted = inContent ? (int) Math.min(length, contentLeft) : length;
      int read = wanted == 0 ? -1 : current.read(bytes, offset, wanted);
      if (read > 0) {
        contentLeft -= inContent ? read : 0;
        return read;
      }
      if (!next()) {
        return -1;
      }
    }
  }

  /** Goes on to the next part: a header, a content, or the zeros behind it. */
  private boolean next() throws IOException {
    if (inContent) {
      if (contentLeft > 0 || current.read() >= 0) {
        throw new IOException(path + " changed while it was being read");
      }
      current.close();
      inContent = false;
      current = new ByteArrayInputStream(new byte[padding]);
      return true;
    }
    if (pending != null) {
      current = pending.content().open();
      pending = null;
      inContent = true;
      return true;
    }
    if (files.hasNext()) {
      begin(files.next());
      return true;
    }
    if (!ended) {
      ended = true;
      current = new ByteArrayInputStream(TarEntry.end());
      return true;
    }
    return false;
  }

  private void begin(ContextFile file) {
    TarEntry entry = file.entry();
    path = entry.name();
    contentLeft = entry.size();
    padding = TarEntry.padding(entry.size());
    pending = file;
    current = new ByteArrayInputStream(entry.header());
  }

  @Override
  public void close() throws IOException {
    closed = true;
    current.close();
  }
}

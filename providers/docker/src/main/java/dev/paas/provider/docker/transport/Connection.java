package dev.paas.provider.docker.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;

/**
 * A connection: its two directions, one of which can be closed before the other. One thread may
 * read while another writes; any thread may close it, which ends both.
 */
public final class Connection implements Closeable {
  private static final int BUFFER = 16 * 1024;

  private final BufferedInputStream input;
  private final OutputStream output;
  private final Ends ends;

  private Connection(InputStream input, OutputStream output, Ends ends) {
    this.input = new BufferedInputStream(input, BUFFER);
    this.output = new BufferedOutputStream(output, BUFFER);
    this.ends = ends;
  }

  static Connection over(SocketChannel channel) {
    return new Connection(
        new ChannelInput(channel), new ChannelOutput(channel), new Plain(channel));
  }

  static Connection over(SSLSocket socket) throws IOException {
    return new Connection(socket.getInputStream(), socket.getOutputStream(), new Secured(socket));
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  /** Says to the other side that nothing more comes; it may still answer. */
  void shutdownOutput() throws IOException {
    output.flush();
    ends.shutdownOutput();
  }

  /** Whether the other side has hung up while the connection lay idle, as far as that shows. */
  boolean isStale() {
    try {
      return input.available() > 0 || ends.isStale();
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    ends.close();
  }

  /** What the kinds of connection do differently. */
  private sealed interface Ends extends Closeable permits Plain, Secured {
    void shutdownOutput() throws IOException;

    boolean isStale() throws IOException;
  }

  private record Plain(SocketChannel channel) implements Ends {
    @Override
    public void shutdownOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public boolean isStale() throws IOException {
      channel.configureBlocking(false);
      try {
        return channel.read(ByteBuffer.allocate(1)) != 0;
      } finally {
        channel.configureBlocking(true);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private record Secured(SSLSocket socket) implements Ends {
    @Override
    public void shutdownOutput() throws IOException {
      socket.shutdownOutput();
    }

    /** Cannot be told without reading; the transport tries again on a new connection instead. */
    @Override
    public boolean isStale() {
      return socket.isClosed();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Unlike the streams of {@code Channels}, it holds no lock that a writer needs too. */
  private static final class ChannelInput extends InputStream {
    private final SocketChannel channel;

    ChannelInput(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  /** The other direction of {@link ChannelInput}. */
  private static final class ChannelOutput extends OutputStream {
    private final SocketChannel channel;

    ChannelOutput(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}

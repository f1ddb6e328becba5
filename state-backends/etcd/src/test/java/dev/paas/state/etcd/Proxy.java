package dev.paas.state.etcd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and etcd, and can cut the connection: also just when etcd has been asked,
 * so that the answer is lost.
 */
final class Proxy implements AutoCloseable {
  private final ServerSocket server;
  private final URI target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> muted = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  Proxy(String target) throws IOException {
    this.target = URI.create(target);
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Lets requests through and no answers, on the connections that there are. */
  void swallowAnswers() {
    muted.addAll(sockets);
  }

  /** Ends all connections; new ones work. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Ends all connections, and lets none in until {@link #open}. */
  void shut() throws IOException {
    refusing = true;
    cut();
  }

  void open() {
    refusing = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refusing) {
          client.close();
          continue;
        }
        Socket etcd = new Socket(target.getHost(), target.getPort());
        sockets.add(client);
        sockets.add(etcd);
        start(() -> pump(client, etcd, false));
        start(() -> pump(etcd, client, true));
      } catch (IOException ended) {
        // The next connection may work.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!(answers && muted.contains(from))) {
          out.write(buffer, 0, count);
          out.flush();
        }
      }
    } catch (IOException cut) {
      // That is what it is for.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
      muted.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}

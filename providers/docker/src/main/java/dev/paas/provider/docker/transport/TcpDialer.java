package dev.paas.provider.docker.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Connects to an engine over TCP, with TLS or without. */
public final class TcpDialer implements Dialer {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final String host;
  private final int port;
  private final String pathPrefix;
  private final @Nullable SSLContext tls;

  /**
   * @param tls what to trust and who we are; {@code null} for a connection in clear
   */
  public TcpDialer(String host, int port, String pathPrefix, @Nullable SSLContext tls) {
    this.host = host;
    this.port = port;
    this.pathPrefix =
        pathPrefix.endsWith("/") ? pathPrefix.substring(0, pathPrefix.length() - 1) : pathPrefix;
    this.tls = tls;
  }

  @Override
  public Connection dial() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      return connected(channel);
    } catch (IOException e) {
      channel.close();
      throw Thread.currentThread().isInterrupted() ? e : explained(e);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private Connection connected(SocketChannel channel) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.socket().connect(address, CONNECT_TIMEOUT_MILLIS);
    return tls == null ? Connection.over(channel) : secured(channel, tls);
  }

  private UnreachableException explained(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return new UnreachableException(
          "there is no machine named " + host, "Check the host of the provider.", cause);
    }
    if (cause instanceof SSLException) {
      return insecure(String.valueOf(cause.getMessage()), cause);
    }
    return new UnreachableException(
        "no connection to " + host() + ": " + cause.getMessage(),
        "Check that the engine runs and listens there, and that no firewall is between.",
        cause);
  }

  private UnreachableException insecure(String why, IOException cause) {
    return new UnreachableException(
        "no secure connection to " + host() + ": " + why,
        "Check that tls.ca vouches for the engine's certificate, that this certificate is for "
            + host
            + ", and that the engine's own ca vouches for tls.cert.",
        cause);
  }

  @Override
  public IOException unanswered(IOException failure) {
    if (tls == null) {
      return failure;
    }
    return insecure(
        failure instanceof SSLException ? String.valueOf(failure.getMessage()) : "it hung up",
        failure);
  }

  /** The socket of a channel is interruptible as the channel is, which a plain socket is not. */
  private Connection secured(SocketChannel channel, SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return Connection.over(socket);
  }

  @Override
  public String host() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String pathPrefix() {
    return pathPrefix;
  }
}

package dev.paas.provider.docker.transport;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connects to an engine's Unix socket. */
public final class UnixDialer implements Dialer {
  private final UnixDomainSocketAddress address;

  public UnixDialer(Path socket) {
    this.address = UnixDomainSocketAddress.of(socket);
  }

  @Override
  public Connection dial() throws IOException {
    try {
      return Connection.over(SocketChannel.open(address));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private UnreachableException explained(IOException cause) {
    Path socket = address.getPath();
    if (!Files.exists(socket)) {
      return new UnreachableException(
          "there is no socket " + socket,
          "Start the engine there (systemctl start docker), or say where it is: host of the"
              + " provider in platform.yaml, or DOCKER_HOST.",
          cause);
    }
    if (!Files.isWritable(socket)) {
      return new UnreachableException(
          "this user may not use the socket " + socket,
          "Run paas as a member of the group that owns the socket (mostly docker), or as root.",
          cause);
    }
    return new UnreachableException(
        "no engine listens at the socket " + socket + " (" + cause.getMessage() + ")",
        "Start it: systemctl start docker.",
        cause);
  }

  @Override
  public String host() {
    return "docker";
  }
}

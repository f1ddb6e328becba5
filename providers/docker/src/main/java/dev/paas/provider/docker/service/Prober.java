package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.ContainerView.Endpoint;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.engine.PublishedPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the health checks that an engine cannot make itself: an HTTP request or a connection, from
 * this machine, to the container's own address or to a port that it publishes.
 */
final class Prober {
  private final EngineInfo engine;
  private final Deploy.Probe probe;

  Prober(EngineInfo engine, Deploy.Probe probe) {
    this.engine = engine;
    this.probe = probe;
  }

  /** Where it can be tried; empty when nothing of the container can be reached from here. */
  List<InetSocketAddress> addresses(ContainerView container) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    if (engine.reachable()) {
      for (Endpoint endpoint : container.networks().values()) {
        add(addresses, endpoint.address(), probe.port());
        add(addresses, endpoint.address6(), probe.port());
      }
    }
    for (PublishedPort port : container.ports()) {
      if (port.containerPort() == probe.port() && port.protocol().equals("tcp")) {
        boolean any = port.address().equals("0.0.0.0") || port.address().equals("::");
        add(addresses, any ? engine.host() : port.address(), port.hostPort());
      }
    }
    return addresses;
  }

  private static void add(List<InetSocketAddress> addresses, String host, int port) {
    if (!host.isEmpty()) {
      addresses.add(new InetSocketAddress(host, port));
    }
  }

  /** Tries all addresses; {@code null} when one of them answers well, otherwise what was wrong. */
  @Nullable String check(ContainerView container) {
    String problem = "it has no address that can be reached from here";
    for (InetSocketAddress address : addresses(container)) {
      try {
        check(address);
        return null;
      } catch (IOException e) {
        String message = e instanceof SocketTimeoutException ? "no answer in time" : e.getMessage();
        problem = target(address) + ": " + message;
      }
    }
    return problem;
  }

  private String target(InetSocketAddress address) {
    String authority = address.getHostString() + ":" + address.getPort();
    return probe.path().isEmpty() ? authority : "http://" + authority + probe.path();
  }

  private void check(InetSocketAddress address) throws IOException {
    int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, probe.timeout().toMillis()));
    try (SocketChannel channel = SocketChannel.open()) {
      Socket socket = channel.socket();
      socket.connect(address, millis);
      if (!probe.path().isEmpty()) {
        socket.setSoTimeout(millis);
        request(socket);
      }
    }
  }

  private void request(Socket socket) throws IOException {
    String head =
        "GET "
            + probe.path()
            + " HTTP/1.1\r\nHost: "
            + probe.host()
            + ":"
            + probe.port()
            + "\r\nUser-Agent: paas\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String line = reader.readLine();
    String[] parts = line == null ? new String[0] : line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/") || !parts[1].matches("\\d{3}")) {
      throw new IOException("no answer in HTTP");
    }
    int status = Integer.parseInt(parts[1]);
    if (status < 200 || status > 399) {
      throw new IOException("status " + status);
    }
  }

  /** Not sooner than after this again. */
  static Duration pace(Duration interval) {
    Duration second = Duration.ofSeconds(1);
    return interval.compareTo(second) < 0 ? interval : second;
  }
}

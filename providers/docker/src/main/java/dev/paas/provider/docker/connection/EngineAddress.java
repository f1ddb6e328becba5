package dev.paas.provider.docker.connection;

import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.engine.dockerjava.EndpointSource;
import dev.paas.provider.docker.transport.TcpDialer;
import dev.paas.provider.docker.transport.TlsFiles;
import dev.paas.provider.docker.transport.UnixDialer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The address of an engine.
 *
 * @param text as it was given, such as {@code unix:///var/run/docker.sock}
 * @param tls {@code null} for a connection in clear
 */
record EngineAddress(String text, @Nullable TlsFiles tls) implements EndpointSource {
  static final EngineAddress DEFAULT = new EngineAddress("unix:///var/run/docker.sock", null);

  private static final Set<String> TCP = Set.of("tcp", "http", "https");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[::1]");
  private static final int PORT = 2375;
  private static final int TLS_PORT = 2376;

  /** Why an address cannot be used. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    UnusableException(String message, String hint) {
      super(message);
      this.hint = hint;
    }

    String hint() {
      return hint;
    }
  }

  /** Checks the form without looking at anything. */
  void check() throws UnusableException {
    URI uri = uri();
    String scheme = scheme(uri);
    if (scheme.equals("ssh")) {
      throw new UnusableException(
          "engines are not reached through ssh",
          "Forward its socket, ssh -NL /tmp/docker.sock:/var/run/docker.sock HOST, and set host to"
              + " unix:///tmp/docker.sock.");
    }
    boolean unix = scheme.equals("unix") && !path(uri).isEmpty();
    if (!unix && !(TCP.contains(scheme) && uri.getHost() != null)) {
      throw new UnusableException(
          "'" + text + "' is not an address of an engine",
          "Write unix:///path/of/the/socket or tcp://host:port.");
    }
  }

  /** Whether it is another machine's for certain: a name of this one may look so too. */
  boolean isRemote() {
    try {
      URI uri = uri();
      return TCP.contains(scheme(uri))
          && !LOOPBACK.matcher(String.valueOf(uri.getHost())).matches();
    } catch (UnusableException e) {
      return false;
    }
  }

  private URI uri() throws UnusableException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new UnusableException(
          "'" + text + "' is not an address: " + e.getReason(),
          "Write unix:///path/of/the/socket or tcp://host:port.");
    }
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static String path(URI uri) {
    return uri.getPath() == null ? "" : uri.getPath();
  }

  @Override
  public Endpoint resolve() throws EngineException {
    try {
      check();
      URI uri = uri();
      if (scheme(uri).equals("unix")) {
        return new Endpoint(new UnixDialer(Path.of(path(uri))), "127.0.0.1");
      }
      boolean secure = tls != null || scheme(uri).equals("https");
      int port = uri.getPort() >= 0 ? uri.getPort() : secure ? TLS_PORT : PORT;
      String host = uri.getHost().replaceAll("[\\[\\]]", "");
      return new Endpoint(new TcpDialer(host, port, path(uri), secure ? context() : null), host);
    } catch (UnusableException e) {
      throw new EngineException(Kind.UNREACHABLE, message(e), e.hint(), e);
    }
  }

  private SSLContext context() throws EngineException {
    try {
      return (tls == null ? new TlsFiles(null, null, null) : tls).context();
    } catch (TlsFiles.UnusableFileException e) {
      throw new EngineException(
          Kind.UNREACHABLE,
          message(e),
          "Check tls of the provider: the files are in PEM, the key is not encrypted.",
          e);
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}

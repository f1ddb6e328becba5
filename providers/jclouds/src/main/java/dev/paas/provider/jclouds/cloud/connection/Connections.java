package dev.paas.provider.jclouds.cloud.connection;

import com.google.inject.Injector;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.lifecycle.Closer;

/** What every connection that jclouds makes has in common. */
public final class Connections {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private Connections() {}

  /**
   * Properties of jclouds: nothing is tried again by itself, and nothing waits forever.
   *
   * @param timeout how long one answer may take
   */
  public static Properties properties(Duration timeout) {
    Properties properties = new Properties();
    properties.setProperty(Constants.PROPERTY_MAX_RETRIES, "0");
    properties.setProperty(Constants.PROPERTY_SO_TIMEOUT, Long.toString(timeout.toMillis()));
    properties.setProperty(
        Constants.PROPERTY_CONNECTION_TIMEOUT, Long.toString(CONNECT_TIMEOUT.toMillis()));
    return properties;
  }

  /** Ends what jclouds has started for a connection. */
  public static void close(Injector injector) {
    try {
      injector.getInstance(Closer.class).close();
    } catch (IOException e) {
      throw new IllegalStateException("jclouds cannot be closed", e);
    }
  }
}

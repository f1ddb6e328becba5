package dev.paas.provider.jclouds.cloud.connection;

import org.jclouds.logging.BaseLogger;
import org.jclouds.logging.Logger;
import org.jclouds.logging.config.LoggingModule;

/**
 * Drops what jclouds logs: every failure is told by its exception. jclouds' own module for that
 * prints errors all the same, with the requests they are about.
 */
public final class SilentLogging extends LoggingModule {

  @Override
  public Logger.LoggerFactory createLoggerFactory() {
    return Silent::new;
  }

  private static final class Silent extends BaseLogger {
    private final String category;

    Silent(String category) {
      this.category = category;
    }

    @Override
    public String getCategory() {
      return category;
    }

    @Override
    protected void logError(String message, Throwable e) {}

    @Override
    protected void logError(String message) {}

    @Override
    protected void logWarn(String message, Throwable e) {}

    @Override
    protected void logWarn(String message) {}

    @Override
    protected void logInfo(String message) {}

    @Override
    protected void logDebug(String message) {}

    @Override
    protected void logTrace(String message) {}

    @Override
    public boolean isErrorEnabled() {
      return false;
    }

    @Override
    public boolean isWarnEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }
  }
}

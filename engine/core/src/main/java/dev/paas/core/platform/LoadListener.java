package dev.paas.core.platform;

import dev.paas.spi.provider.PlatformIdentity;
import java.nio.file.Path;

/** Hears how far a platform has been read. */
public interface LoadListener {
  /** Hears nothing. */
  LoadListener NONE = new LoadListener() {};

  /**
   * Comes early, while most of the main file is still to be read: it says which platform it is, and
   * nothing of its state before that. What follows, or an overlay, may say otherwise, and anything
   * may be wrong with it.
   *
   * @param directory the folder of the main file, absolute
   */
  default void identified(PlatformIdentity platform, Path directory) {}

  /**
   * All of it is read, and nothing is wrong so far; what refers to what is still to be checked.
   * Does not come when something is wrong.
   */
  default void read(Platform platform) {}
}

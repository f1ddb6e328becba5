package dev.paas.spi.provider;

import java.time.Duration;

/** What a provider may use while it answers a call. Safe for use by several threads. */
public interface CallContext {

  /**
   * Tells the user what is going on, in a few words: {@code pulling layer 3 of 7}. Shown as the
   * resource's progress, not kept. Must hold nothing sensitive.
   */
  void progress(String message);

  /**
   * A line of output of something that the provider runs, such as an image build. Shown below the
   * resource with {@code --verbose}, and when the step fails. Must hold nothing sensitive.
   */
  void output(String line);

  /** How long this call may still take; the engine interrupts its thread after that. */
  Duration remaining();

  /** Whether the user wants everything to stop at once; the calling thread is interrupted too. */
  boolean cancelled();
}

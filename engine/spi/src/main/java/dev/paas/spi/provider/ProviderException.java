package dev.paas.spi.provider;

import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed, told so that a person can act on it. Make one with {@link #builder}.
 *
 * <p>The message is one clause without a full stop and without the address, which the engine adds:
 * {@code port 8080 is already in use on this machine}. No part may hold anything sensitive.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final transient @Nullable String detail;
  private final transient @Nullable String hint;
  private final transient @Nullable ValuePath path;
  private final transient List<String> output;
  private final transient @Nullable ObservedResource partial;
  private final boolean resumable;
  private final boolean retryable;
  private final transient @Nullable Duration retryAfter;

  private ProviderException(Builder builder) {
    super(builder.reason, builder.cause);
    this.reason = builder.reason;
    this.detail = builder.detail;
    this.hint = builder.hint;
    this.path = builder.path;
    this.output = List.copyOf(builder.output);
    this.partial = builder.partial;
    this.resumable = builder.resumable;
    this.retryable = builder.retryable;
    this.retryAfter = builder.retryAfter;
  }

  public static Builder builder(String reason) {
    return new Builder(reason);
  }

  /** What went wrong, in one clause. */
  public String reason() {
    return reason;
  }

  /** Why, in a sentence or a few; {@code null} when the reason says it all. */
  public @Nullable String detail() {
    return detail;
  }

  /** What the user can do about it, as a sentence. */
  public @Nullable String hint() {
    return hint;
  }

  /** The attribute, or for a configuration error the setting, that is to blame. */
  public @Nullable ValuePath path() {
    return path;
  }

  /** The last lines that the failing thing printed. */
  public List<String> output() {
    return output;
  }

  /**
   * What a failed creation left behind, to be recorded as half-made and replaced by the next apply;
   * what a failed update made of the resource. {@code null} when a creation left nothing and an
   * update changed nothing.
   */
  public @Nullable ObservedResource partial() {
    return partial;
  }

  /**
   * Whether what a failed creation left behind can be gone on with: it is then recorded as made, as
   * {@link #partial} says it is, and the next apply updates it rather than replace it.
   */
  public boolean resumable() {
    return resumable;
  }

  /** Whether the same call may succeed if it is made again a little later. */
  public boolean retryable() {
    return retryable;
  }

  /** How long the system asked to wait before the next try. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Collects the parts of a {@link ProviderException}. */
  public static final class Builder {
    private final String reason;
    private @Nullable String detail;
    private @Nullable String hint;
    private @Nullable ValuePath path;
    private List<String> output = List.of();
    private @Nullable ObservedResource partial;
    private boolean resumable;
    private boolean retryable;
    private @Nullable Duration retryAfter;
    private @Nullable Throwable cause;

    private Builder(String reason) {
      this.reason = reason;
    }

    public Builder detail(@Nullable String detail) {
      this.detail = detail;
      return this;
    }

    public Builder hint(@Nullable String hint) {
      this.hint = hint;
      return this;
    }

    public Builder path(ValuePath path) {
      this.path = path;
      return this;
    }

    public Builder output(List<String> output) {
      this.output = output;
      return this;
    }

    public Builder partial(@Nullable ObservedResource partial) {
      this.partial = partial;
      return this;
    }

    public Builder resumable() {
      this.resumable = true;
      return this;
    }

    public Builder retryable() {
      this.retryable = true;
      return this;
    }

    public Builder retryAfter(Duration retryAfter) {
      this.retryAfter = retryAfter;
      return retryable();
    }

    public Builder cause(@Nullable Throwable cause) {
      this.cause = cause;
      return this;
    }

    public ProviderException build() {
      return new ProviderException(this);
    }
  }
}

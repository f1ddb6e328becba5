package dev.paas.core.provider;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.platform.RetryPolicy;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes calls: within the provider's bounds, in time, and again when that may help. */
public final class Calls implements AutoCloseable {
  private static final int KEPT_OUTPUT = 20;

  private final CallListener listener;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private @Nullable ScheduledThreadPoolExecutor timer;

  public Calls(CallListener listener) {
    this.listener = listener;
  }

  /** A call of a provider. */
  public interface Call<T> {
    T make(CallContext context) throws ProviderException, InterruptedException;
  }

  /** The user wants everything to stop at once. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Tells the user what is going on with a resource, in a few words. */
  public void progress(Address address, String message) {
    listener.progress(address, message);
  }

  /**
   * Makes a call, and again as for a resource that says nothing of it.
   *
   * @throws ProviderException when it failed for good
   * @throws InterruptedException when the thread was interrupted from outside
   */
  public <T> T call(ProviderHandle provider, Address address, Duration timeout, Call<T> call)
      throws ProviderException, InterruptedException {
    return call(provider, address, timeout, RetryPolicy.DEFAULT, call);
  }

  /**
   * Makes a call.
   *
   * @param provider whose bounds it is under
   * @param address the resource that it is about
   * @param timeout how long it may take, with all its tries, once it is its turn
   * @param retry how often it is made again when that may help
   * @throws ProviderException when it failed for good; {@link ProviderException#output} has at
   *     least the last lines that it printed
   * @throws DiagnosticException when {@code call} refuses to ask the provider
   * @throws InterruptedException when the thread was interrupted from outside
   */
  public <T> T call(
      ProviderHandle provider, Address address, Duration timeout, RetryPolicy retry, Call<T> call)
      throws ProviderException, InterruptedException {
    provider.permits().acquire();
    try {
      provider.rate().await();
      long deadline = System.nanoTime() + timeout.toNanos();
      for (int attempt = 1; ; attempt++) {
        Context context = new Context(address, deadline);
        try {
          return inTime(context, call);
        } catch (ProviderException failure) {
          Duration pause = pause(failure, attempt, retry);
          boolean again =
              failure.retryable()
                  && failure.partial() == null
                  && attempt < retry.attempts()
                  && !cancelled.get()
                  && context.remaining().compareTo(pause) > 0;
          if (!again) {
            throw failure;
          }
          listener.retrying(address, failure.reason(), pause);
          Thread.sleep(pause.toMillis());
          provider.rate().await();
        }
      }
    } finally {
      provider.permits().release();
    }
  }

  /** As the policy says, unless the system said how long. */
  private static Duration pause(ProviderException failure, int attempt, RetryPolicy retry) {
    Duration asked = failure.retryAfter();
    return asked != null ? asked : retry.pause(attempt, ThreadLocalRandom.current().nextDouble());
  }

  private <T> T inTime(Context context, Call<T> call)
      throws ProviderException, InterruptedException {
    ScheduledFuture<?> alarm = context.alarm();
    try {
      return call.make(context);
    } catch (InterruptedException interrupted) {
      if (context.timedOut()) {
        throw timeout(context, null, false);
      }
      throw interrupted;
    } catch (ProviderException failure) {
      if (context.timedOut()) {
        throw timeout(context, failure.partial(), failure.resumable());
      }
      throw failure;
    } catch (DiagnosticException refused) {
      throw refused; // By the engine: the provider was not called.
    } catch (RuntimeException | LinkageError defect) {
      throw defect(defect);
    } finally {
      context.finish(alarm);
    }
  }

  private static ProviderException timeout(
      Context context, @Nullable ObservedResource partial, boolean resumable) {
    ProviderException.Builder late =
        ProviderException.builder("it took longer than allowed")
            .hint("Allow more with timeouts:, or look why it is so slow.")
            .output(context.lastOutput());
    if (partial != null) {
      late.partial(partial);
    }
    if (resumable) {
      late.resumable();
    }
    return late.build();
  }

  /**
   * What a provider did not mean to throw. Its message is left out: nobody has seen to it that
   * nothing sensitive is in it.
   */
  public static ProviderException defect(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return ProviderException.builder("the provider has a defect")
        .detail("It threw " + thrown.getClass().getName() + where + ".")
        .hint("Please report it to the provider's authors.")
        .cause(thrown)
        .build();
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor made = timer;
    if (made == null) {
      made =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "paas-timeouts");
                thread.setDaemon(true);
                return thread;
              });
      made.setRemoveOnCancelPolicy(true);
      timer = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** What one try of a call sees. */
  private final class Context implements CallContext {
    private final Address address;
    private final long deadline;
    private final Thread thread = Thread.currentThread();
    private final List<String> lines = new ArrayList<>();
    private boolean timedOut;
    private boolean finished;

    Context(Address address, long deadline) {
      this.address = address;
      this.deadline = deadline;
    }

    /** Interrupts the call when its time is over; short calls never get to need it. */
    @Nullable ScheduledFuture<?> alarm() {
      return timer().schedule(this::ring, remaining().toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void ring() {
      if (!finished) {
        timedOut = true;
        thread.interrupt();
      }
    }

    synchronized void finish(@Nullable ScheduledFuture<?> alarm) {
      finished = true;
      if (alarm != null) {
        alarm.cancel(false);
      }
      if (timedOut) {
        // The interruption was for this call alone.
        Thread.interrupted();
      }
    }

    synchronized boolean timedOut() {
      return timedOut;
    }

    @Override
    public void progress(String message) {
      listener.progress(address, PrintedLine.plain(message));
    }

    @Override
    public void output(String raw) {
      String line = PrintedLine.plain(raw);
      synchronized (lines) {
        if (lines.size() == KEPT_OUTPUT) {
          lines.remove(0);
        }
        lines.add(line);
      }
      listener.output(address, line);
    }

    List<String> lastOutput() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    @Override
    public Duration remaining() {
      return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public boolean cancelled() {
      return cancelled.get();
    }
  }

  /**
   * A failure as a diagnostic.
   *
   * @param doing what was done, such as {@code cannot create services.web}
   * @param declaration where to point; {@code null} when it has left the file
   */
  public static Diagnostic diagnostic(
      ProviderException failure, String doing, @Nullable ResourceDeclaration declaration) {
    ValuePath path = failure.path();
    Span span =
        declaration == null ? null : declaration.span(path == null ? ValuePath.root() : path);
    return Diagnostic.error(Problem.PROVIDER_FAILED, doing + ": " + failure.reason())
        .detail(failure.detail())
        .hint(failure.hint())
        .output(failure.output().stream().map(PrintedLine::plain).toList())
        .at(span)
        .build();
  }

  /** The same as an exception. */
  public static DiagnosticException exception(
      ProviderException failure, String doing, @Nullable ResourceDeclaration declaration) {
    return new DiagnosticException(List.of(diagnostic(failure, doing, declaration)));
  }
}

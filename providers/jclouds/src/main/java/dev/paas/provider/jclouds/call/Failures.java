package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells failures of a cloud to people. */
public final class Failures {

  /** Something that asks a cloud. */
  public interface Work<T> {
    T run() throws CloudException, InterruptedException, ProviderException;
  }

  private Failures() {}

  /** Runs {@code work} and tells its failure. */
  public static <T> T told(CallContext context, Work<T> work) throws ProviderException {
    try {
      return work.run();
    } catch (CloudException e) {
      throw explain(e).build();
    } catch (InterruptedException e) {
      throw interrupted(context, e, null);
    }
  }

  /** The same failure, which tells what is left. */
  public static ProviderException left(ProviderException failure, ObservedResource left) {
    return again(failure).partial(left).build();
  }

  /** What to say when the thread was interrupted, which it is again afterwards. */
  public static ProviderException interrupted(
      CallContext context, InterruptedException cause, @Nullable ObservedResource left) {
    Thread.currentThread().interrupt();
    boolean cancelled = context.cancelled();
    return ProviderException.builder(cancelled ? "cancelled" : "it took longer than it may")
        .hint(cancelled ? null : "If it was only slow, raise timeouts of the resource.")
        .partial(left)
        .cause(cause)
        .build();
  }

  /** What was said already, for adding to it. */
  public static ProviderException.Builder again(ProviderException failure) {
    ProviderException.Builder told =
        ProviderException.builder(failure.reason())
            .detail(failure.detail())
            .hint(failure.hint())
            .cause(failure);
    ValuePath path = failure.path();
    return path == null ? told : told.path(path);
  }

  /** What to say about a failure; the caller may add to it. */
  public static ProviderException.Builder explain(CloudException failure) {
    String said = sentence(failure.said());
    ProviderException.Builder told =
        switch (failure.kind()) {
          case UNREACHABLE ->
              ProviderException.builder("the cloud cannot be reached")
                  .detail(said)
                  .hint("Is endpoint of the provider right, and the network up?");
          case BROKEN ->
              ProviderException.builder("the cloud gave no answer").detail(said).retryable();
          case UNAUTHORIZED ->
              ProviderException.builder("the cloud does not accept the credentials")
                  .detail(said)
                  .hint(
                      "Check user and password of the provider; of an OpenStack also domain and project.");
          case FORBIDDEN -> forbidden(failure);
          case NOT_FOUND -> ProviderException.builder("the cloud has no such thing").detail(said);
          case CONFLICT ->
              ProviderException.builder("the cloud cannot do that now").detail(said).retryable();
          case BUSY -> ProviderException.builder("the cloud is too busy").detail(said).retryable();
          case FAILED -> ProviderException.builder("the cloud failed").detail(said).retryable();
          case REFUSED -> ProviderException.builder("the cloud refused it").detail(said);
        };
    Duration wait = failure.retryAfter();
    return (wait == null ? told : told.retryAfter(wait)).cause(failure);
  }

  private static ProviderException.Builder forbidden(CloudException failure) {
    String said = sentence(failure.said());
    if (said.contains("uota")) {
      return ProviderException.builder("the quota of the cloud is reached")
          .detail(said)
          .hint("Remove what is not needed, or ask for more.");
    }
    return ProviderException.builder("the account may not do that").detail(said);
  }

  /** A clause as a sentence. */
  public static String sentence(String clause) {
    if (clause.isEmpty()) {
      return clause;
    }
    String begun = Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }

  /**
   * That something is left alone, as another platform has made it.
   *
   * @param what what it is, such as {@code the server web}
   * @param where what of it says so: {@code metadata} or {@code description}
   */
  public static ProviderException foreign(String what, String where) {
    return ProviderException.builder(what + " is another platform's")
        .detail("Its " + where + " says so: it is left alone.")
        .hint("Let go of it: paas state rm.")
        .build();
  }
}

package dev.paas.provider.docker.call;

import dev.paas.provider.docker.engine.EngineException;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of an engine to people. Engines give the same status to very different failures,
 * so the most frequent ones are recognised by what they say.
 */
public final class Failures {

  /** Something that asks an engine. */
  public interface Work<T> {
    T run() throws EngineException, InterruptedException, ProviderException;
  }

  /**
   * A failure that is recognised by its words.
   *
   * @param reason a clause, in which {@code $1} is the pattern's first group
   */
  private record Known(Pattern words, String reason, @Nullable String hint) {

    Known(String words, String reason, @Nullable String hint) {
      this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), reason, hint);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "no space left on device",
              "the engine's disk is full",
              "See docker system df, and docker system prune for what can go."),
          new Known(
              "(pull access denied|access to the resource is denied|unauthorized|authentication"
                  + " required|no basic auth credentials)",
              "the registry does not give this image to us",
              "Is the name right? If a login is needed: registry of the image, registries of the"
                  + " provider, or docker login."),
          new Known(
              "(manifest unknown|manifest for .* not found|not found: manifest)",
              "the registry has no such image",
              "Check the name and the tag."),
          new Known(
              "(no such host|dial tcp|i/o timeout|server misbehaving|TLS handshake timeout)",
              "the engine cannot reach the registry",
              "Check the registry's name, and the network of the engine's machine."),
          new Known(
              "server gave HTTP response to HTTPS client",
              "the registry speaks plain HTTP",
              "Give it a certificate, or name it in insecure-registries of the engine's"
                  + " daemon.json."),
          new Known(
              "pool overlaps with other one",
              "the range of addresses overlaps with another network of this engine",
              "Choose another cidr; docker network inspect shows which are taken."),
          new Known(
              "non-overlapping IPv[46] address pool",
              "the engine has no range of addresses left for another network",
              "Set cidr, or remove networks that nobody uses: docker network prune."),
          new Known(
              "bind source path does not exist: (.*)",
              "there is no $1 on the engine's machine",
              "Make the folder or file that is to be mounted there."),
          new Known(
              "exec(?:: |.*fork/exec )\"?([^\" :]+)\"?:? .*(?:not found|no such file)",
              "the program $1 does not exist in the image",
              "Check command and entrypoint."),
          new Known(
              "exec.*permission denied",
              "the program may not be run",
              "It lacks the permission to be executed, in the image or for its user."),
          new Known(
              "unable to find user (\\S+):",
              "the image has no user $1",
              "Use a name from its /etc/passwd, or a number."),
          new Known(
              "unable to find group (\\S+):",
              "the image has no group $1",
              "Use a name from its /etc/group, or a number."),
          new Known("network (\\S+) not found", "there is no network $1", null),
          new Known("invalid reference format", "the name of the image is not valid", null));

  private Failures() {}

  /** Runs {@code work} and tells its failure. */
  public static <T> T told(@Nullable CallContext context, Work<T> work) throws ProviderException {
    try {
      return work.run();
    } catch (EngineException e) {
      throw explain(e).build();
    } catch (InterruptedException e) {
      throw interrupted(context, e);
    }
  }

  /** Looks at what is left. */
  public interface Leftovers {
    @Nullable ObservedResource look() throws InterruptedException;
  }

  /** What to say when the thread was interrupted, which it is again afterwards. */
  public static ProviderException interrupted(
      @Nullable CallContext context, InterruptedException cause) {
    return interrupted(context, cause, () -> null);
  }

  /** As {@link #interrupted(CallContext, InterruptedException)}, with what is left. */
  public static ProviderException interrupted(
      @Nullable CallContext context, InterruptedException cause, Leftovers leftovers) {
    ObservedResource left = null;
    try {
      left = leftovers.look();
    } catch (InterruptedException e) {
      cause.addSuppressed(e);
    }
    Thread.currentThread().interrupt();
    boolean cancelled = context == null || context.cancelled();
    return ProviderException.builder(cancelled ? "cancelled" : "it took longer than it may")
        .hint(cancelled ? null : "If it was only slow, raise timeouts of the resource.")
        .partial(left)
        .cause(cause)
        .build();
  }

  /** What to say about a failure; the caller may add to it. */
  public static ProviderException.Builder explain(EngineException failure) {
    String said = failure.said();
    return switch (failure.kind()) {
      case UNREACHABLE ->
          ProviderException.builder("the Docker Engine cannot be reached")
              .detail(sentence(said))
              .hint(failure.hint())
              .cause(failure);
      case BROKEN ->
          ProviderException.builder("the connection to the Docker Engine broke")
              .detail(sentence(said))
              .cause(failure)
              .retryable();
      case NOT_FOUND, CONFLICT, REFUSED, FAILED -> refused(failure, said);
    };
  }

  private static ProviderException.Builder refused(EngineException failure, String said) {
    for (Known known : KNOWN) {
      Matcher words = known.words().matcher(said);
      if (words.find()) {
        String group = words.groupCount() > 0 ? String.valueOf(words.group(1)) : "";
        return ProviderException.builder(known.reason().replace("$1", group))
            .detail("The engine said: " + said + (said.endsWith(".") ? "" : "."))
            .hint(known.hint())
            .cause(failure);
      }
    }
    ProviderException.Builder builder =
        ProviderException.builder("the Docker Engine refused: " + said)
            .hint(failure.hint())
            .cause(failure);
    return failure.kind() == EngineException.Kind.FAILED ? builder.retryable() : builder;
  }

  private static String sentence(String clause) {
    if (clause.isEmpty()) {
      return clause;
    }
    String begun = Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }
}

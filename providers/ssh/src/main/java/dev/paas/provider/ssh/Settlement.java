package dev.paas.provider.ssh;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets a machine up and waits until it is ready, for providers whose machines have the attributes
 * {@code host}, {@code login}, {@code setup} and {@code ready}, and let two be computed here:
 * {@code hostKeys}, by which the machine is known, and {@code settled}, the hashes of what of the
 * other two is done. A step whose hash is in there is not run again.
 */
public final class Settlement {
  private static final String SETTLED = "settled";
  private static final String HOST_KEYS = "hostKeys";
  private static final Duration LEAST_PROBE = Duration.ofSeconds(2);
  private static final Duration PROBE = Duration.ofSeconds(5);

  private Settlement() {}

  /**
   * Completes a plan: all that is asked for shall be done.
   *
   * @param proposed the attributes as they shall be
   * @param prior as they are; {@code null} when there is nothing yet
   * @param directory where relative paths start
   * @throws ProviderException when it can be told already that it cannot work
   */
  public static MapValue plan(MapValue proposed, @Nullable MapValue prior, Path directory)
      throws ProviderException {
    Value known = prior == null ? Value.list() : prior.getList(HOST_KEYS);
    boolean isKnown = prior != null && !prior.getList(HOST_KEYS).values().isEmpty();
    if (!proposed.getOrNull("setup").isWhollyKnown()
        || !proposed.getOrNull("ready").isWhollyKnown()) {
      return proposed
          .with(SETTLED, new UnknownValue(ValueKind.ARRAY))
          .with(HOST_KEYS, isKnown ? known : new UnknownValue(ValueKind.ARRAY));
    }
    Wanted wanted = Wanted.of(proposed, directory);
    boolean logsIn = wanted.needsLogin(done(prior));
    if (logsIn) {
      checkLogin(proposed);
    }
    return proposed
        .with(SETTLED, wanted.settled(wanted.marks()))
        .with(HOST_KEYS, logsIn && !isKnown ? new UnknownValue(ValueKind.ARRAY) : known);
  }

  private static void checkLogin(MapValue proposed) throws ProviderException {
    Value key = proposed.getMap("login").getOrNull("privateKey");
    if (!key.isUnknown() && key.isNull() && !proposed.getOrNull("login").isUnknown()) {
      throw ProviderException.builder("no private key is given to log in with")
          .detail("Setup, and ready: { ssh: true }, log in over SSH.")
          .hint("Give one in login.privateKey.")
          .path(ValuePath.of("login"))
          .build();
    }
  }

  /** The attributes of a machine of which it is not known what is done. */
  public static MapValue unsettled(MapValue attributes) {
    return attributes.with(SETTLED, Value.list()).with(HOST_KEYS, Value.list());
  }

  /** The attributes of a machine that nothing can be done with now: what was done, is. */
  public static MapValue postponed(MapValue attributes, @Nullable MapValue prior) {
    MapValue before = prior == null ? MapValue.empty() : prior;
    return attributes
        .with(SETTLED, before.getList(SETTLED))
        .with(HOST_KEYS, before.getList(HOST_KEYS));
  }

  /** The same of the machine itself. */
  public static ObservedResource postponed(ObservedResource made, @Nullable MapValue prior) {
    return new ObservedResource(made.id(), postponed(made.attributes(), prior));
  }

  private static Set<String> done(@Nullable MapValue prior) {
    return new LinkedHashSet<>(
        prior == null ? Set.of() : Set.copyOf(prior.getList(SETTLED).texts()));
  }

  /**
   * Does what is not done yet. When that fails, the machine as far as it got is in the exception,
   * which says that it can be gone on with.
   *
   * @param address the machine's address
   * @param made the machine as it is otherwise
   * @param prior its attributes before; {@code null} when it was just made
   * @param directory where relative paths start
   * @return the machine with what was computed here
   */
  public static ObservedResource settle(
      String address,
      ObservedResource made,
      @Nullable MapValue prior,
      Path directory,
      CallContext context)
      throws ProviderException {
    MapValue attributes = made.attributes();
    Set<String> done = done(prior);
    Value known = prior == null ? Value.list() : prior.getList(HOST_KEYS);
    Wanted wanted;
    try {
      wanted = Wanted.of(attributes, directory);
    } catch (ProviderException unreadable) {
      MapValue left = attributes.with(SETTLED, Value.list()).with(HOST_KEYS, known);
      throw resumable(unreadable, new ObservedResource(made.id(), left));
    }
    SshTarget target = target(attributes, prior);
    try (Machine machine = new Machine(address, target, wanted, context)) {
      try {
        work(machine, wanted, done, new Masking(attributes), context);
      } catch (ProviderException failure) {
        throw resumable(failure, observed(made, wanted, done, machine));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        ProviderException stopped =
            ProviderException.builder("it was interrupted while it was set up").build();
        throw resumable(stopped, observed(made, wanted, done, machine));
      }
      return observed(made, wanted, done, machine);
    }
  }

  private static void work(
      Machine machine, Wanted wanted, Set<String> done, Masking masking, CallContext context)
      throws ProviderException, InterruptedException {
    Readiness ready = wanted.ready();
    if (machine.host().isEmpty() && !done.containsAll(wanted.marks())) {
      throw ProviderException.builder("it has no address at which it could be set up")
          .hint("Attach it to a network that this machine reaches.")
          .build();
    }
    new SetupRun(machine, masking, context).run(wanted.pending(done), done);
    if (ready != null && !done.contains(ready.mark())) {
      await(ready, machine, wanted, context);
      done.add(ready.mark());
    }
  }

  private static void await(Readiness ready, Machine machine, Wanted wanted, CallContext context)
      throws ProviderException, InterruptedException {
    if (ready instanceof Readiness.Login) {
      machine.login();
      return;
    }
    Patience patience = new Patience(wanted.limit(), context);
    while (true) {
      Duration attempt = patience.attempt(LEAST_PROBE, PROBE);
      String missing =
          ready instanceof Readiness.Http http
              ? Probe.http(machine.host(), http, attempt)
              : Probe.tcp(machine.host(), ((Readiness.Tcp) ready).port(), attempt);
      if (missing == null) {
        return;
      }
      if (patience.isOver()) {
        throw ProviderException.builder("it did not get ready: " + missing)
            .detail("It was waited for " + wanted.limit().toSeconds() + " s at most.")
            .hint("The next apply waits again. ready.timeout allows more time.")
            .path(ValuePath.of("ready"))
            .build();
      }
      context.progress("waiting until it is ready: " + missing);
      patience.pause(wanted.interval());
    }
  }

  private static SshTarget target(MapValue attributes, @Nullable MapValue prior) {
    MapValue login = attributes.getMap("login");
    return new SshTarget(
        attributes.getString("host", ""),
        (int) login.getLong("port").orElse(22),
        login.getString("user", "root"),
        login.getString("privateKey", ""),
        prior == null ? List.of() : prior.getList(HOST_KEYS).texts());
  }

  private static ObservedResource observed(
      ObservedResource made, Wanted wanted, Set<String> done, Machine machine) {
    MapValue attributes =
        made.attributes()
            .with(SETTLED, wanted.settled(done))
            .with(HOST_KEYS, Value.strings(machine.hostKeys()));
    return new ObservedResource(made.id(), attributes);
  }

  private static ProviderException resumable(ProviderException failure, ObservedResource left) {
    ProviderException.Builder told =
        ProviderException.builder(failure.reason())
            .detail(failure.detail())
            .hint(failure.hint())
            .output(failure.output())
            .cause(failure)
            .partial(left)
            .resumable();
    ValuePath path = failure.path();
    if (path != null) {
      told.path(path);
    }
    return told.build();
  }
}

package dev.paas.provider.ssh;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine that is logged in on when that is first needed, and again when it was lost. */
final class Machine implements AutoCloseable {
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofSeconds(15);

  private final String address;
  private final Wanted wanted;
  private final CallContext context;
  private SshTarget target;
  private @Nullable SshConnection connection;

  Machine(String address, SshTarget target, Wanted wanted, CallContext context) {
    this.address = address;
    this.target = target;
    this.wanted = wanted;
    this.context = context;
  }

  /** By what the machine is known so far. */
  List<String> hostKeys() {
    return target.hostKeys();
  }

  String host() {
    return target.host();
  }

  /** A login, waited for as long as the machine may take to answer. */
  SshConnection login() throws ProviderException, InterruptedException {
    SshConnection open = connection;
    if (open != null) {
      return open;
    }
    Patience patience = new Patience(wanted.limit(), context);
    while (true) {
      try {
        SshConnection made = SshConnection.open(target, patience.attempt(LEAST, MOST));
        target = target.withHostKeys(made.hostKeys());
        connection = made;
        return made;
      } catch (SshException failure) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!failure.kind().mayPass() || patience.isOver()) {
          throw refused(failure);
        }
        context.progress("waiting for SSH: " + failure.reason());
        patience.pause(wanted.interval());
      }
    }
  }

  /** Gives up a connection that was lost. */
  void lost() {
    close();
    connection = null;
  }

  private ProviderException refused(SshException failure) {
    ProviderException.Builder error = ProviderException.builder(failure.reason());
    switch (failure.kind()) {
      case HOST_KEY ->
          error
              .detail(
                  "Another machine may stand between here and there, or this one was installed anew.")
              .hint(
                  "Find out which. When all is well, make it anew with --replace "
                      + address
                      + ", so that its new key is recorded.");
      case PRIVATE_KEY ->
          error
              .hint("Give one in PEM or OpenSSH's form, without a passphrase.")
              .path(ValuePath.of("login").child("privateKey"));
      case REFUSED ->
          error
              .detail(
                  "It was tried for "
                      + wanted.limit().toSeconds()
                      + " s, as "
                      + target.user()
                      + ".")
              .hint("Compare login.user and the key pair with what the image expects.");
      case UNREACHABLE, LOST ->
          error
              .detail("It was tried for " + wanted.limit().toSeconds() + " s.")
              .hint(
                  "See in the machine's console whether it starts, and whether a firewall lets you"
                      + " in. ready.timeout allows more time.");
    }
    return error.build();
  }

  @Override
  public void close() {
    SshConnection open = connection;
    if (open != null) {
      open.close();
    }
  }
}

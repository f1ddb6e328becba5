package dev.paas.provider.ssh;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Carries out the steps of a setup that are not done yet, in order, until one fails. What the
 * machine says is done, is: an earlier run may have ended before it could tell.
 */
final class SetupRun {
  private static final Duration ASIDE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;
  private static final int KEPT_LINES = 20;

  private final Machine machine;
  private final Masking masking;
  private final CallContext context;

  SetupRun(Machine machine, Masking masking, CallContext context) {
    this.machine = machine;
    this.masking = masking;
    this.context = context;
  }

  /**
   * Carries out the steps.
   *
   * @param done gets the mark of each that is done
   */
  void run(List<SetupStep> steps, Set<String> done) throws ProviderException, InterruptedException {
    for (SetupStep step : steps) {
      for (int attempt = 1; !done.contains(step.mark()); attempt++) {
        try {
          if (isDone(step)) {
            context.output(step.label() + ": the machine says that it is done already");
          } else {
            context.progress(step.label());
            carryOut(step);
          }
          done.add(step.mark());
        } catch (SshException lost) {
          machine.lost();
          if (attempt == ATTEMPTS) {
            throw broken(step, lost);
          }
          context.output(step.label() + ": " + lost.reason() + "; trying again");
        }
      }
    }
  }

  /** Whether a step is done, once nothing is under way that an earlier run has begun. */
  private boolean isDone(SetupStep step)
      throws SshException, ProviderException, InterruptedException {
    Patience patience = new Patience(step.timeout(), context);
    while (true) {
      List<String> told = new ArrayList<>();
      try {
        machine.login().run(Shell.look(), new byte[0], told::add, ASIDE);
      } catch (TimeoutException late) {
        throw new SshException(SshException.Kind.LOST, machine.host() + " answers no more");
      }
      if (!told.contains("running")) {
        return told.contains(step.mark());
      }
      if (patience.isOver()) {
        throw late(step, List.of());
      }
      context.progress(step.label() + ": waiting for what an earlier run has begun");
      patience.pause(LOOK_EVERY);
    }
  }

  private void carryOut(SetupStep step)
      throws SshException, ProviderException, InterruptedException {
    List<String> last = new ArrayList<>();
    SshConnection login = machine.login();
    Duration timeout = new Patience(step.timeout(), context).left();
    int code;
    try {
      code = login.run(command(step), step.input(), line -> heard(step, line, last), timeout);
    } catch (TimeoutException late) {
      kill(step);
      throw late(step, last);
    } catch (InterruptedException interrupted) {
      kill(step);
      throw interrupted;
    }
    if (code != 0) {
      throw failed(step, code, last);
    }
  }

  private void heard(SetupStep step, String line, List<String> last) {
    if (step.silent()) {
      return;
    }
    String masked = masking.masked(line);
    context.output(masked);
    synchronized (last) {
      if (last.size() == KEPT_LINES) {
        last.remove(0);
      }
      last.add(masked);
    }
  }

  private static String command(SetupStep step) {
    if (step.work() instanceof SetupStep.Upload file) {
      return Shell.upload(step.mark(), file, step.sudo());
    }
    return Shell.run(step.mark(), step.input().length, step.sudo());
  }

  /** Ends what is under way, as far as the machine can still be reached. */
  private void kill(SetupStep step) throws ProviderException, InterruptedException {
    try {
      machine.login().run(Shell.kill(step.sudo()), new byte[0], line -> {}, ASIDE);
    } catch (SshException | TimeoutException unreachable) {
      machine.lost();
    }
  }

  private static ProviderException failed(SetupStep step, int code, List<String> last) {
    String what =
        code == -1
            ? " was ended by a signal"
            : code == Shell.NOT_BEGUN
                ? " could not be begun, or its end not be noted"
                : " ended with exit code " + code;
    return error(step, "setup " + step.label() + what, last)
        .detail(
            step.silent()
                ? "What it printed is not shown: something sensitive is in its commands. Give that"
                    + " in env, where it is masked."
                : code == Shell.NOT_BEGUN
                    ? "It writes to .paas in the home folder of who logs in."
                    : null)
        .hint("The next apply goes on with this step; those before it are done.")
        .build();
  }

  private static ProviderException late(SetupStep step, List<String> last) {
    return error(step, "setup " + step.label() + " took longer than allowed", last)
        .detail("It was ended after " + step.timeout().toSeconds() + " s at most.")
        .hint("Allow more with timeout in the step, or in timeouts of the machine.")
        .build();
  }

  private static ProviderException broken(SetupStep step, SshException lost) {
    return error(step, "setup " + step.label() + ": " + lost.reason(), List.of())
        .detail("It was tried " + ATTEMPTS + " times.")
        .hint("A step must not end its own connection, such as by restarting the machine.")
        .build();
  }

  private static ProviderException.Builder error(SetupStep step, String reason, List<String> last) {
    synchronized (last) {
      return ProviderException.builder(reason).path(step.path()).output(List.copyOf(last));
    }
  }
}

package dev.paas.cli.command;

import dev.paas.cli.text.Terminal;
import dev.paas.core.apply.Interruption;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, and being asked to end: the first time running steps are finished and recorded, the
 * second time everything stops at once.
 *
 * <p>{@code sun.misc.Signal} is the only way to hear of a signal more than once. It is looked up by
 * name, for the compiler warns of it; in a JVM without it a signal ends the process, and the next
 * apply settles what that leaves.
 */
final class Signals implements AutoCloseable {
  private static final String[] NAMES = {"INT", "TERM"};

  /** How long what is given up has to notice it. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final @Nullable Object[] former = new Object[NAMES.length];
  private boolean listening;

  private Signals() {}

  /** Passes signals on as the user's wish to stop, until it is closed. */
  static Signals listen(Interruption interruption, Terminal terminal) {
    Signals signals = new Signals();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            stop(interruption, terminal);
          }
          return method.getReturnType() == int.class ? (Object) 0 : null;
        };
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {type}, handler);
      for (int i = 0; i < NAMES.length; i++) {
        signals.former[i] = handle(NAMES[i], listener);
      }
      signals.listening = true;
    } catch (ReflectiveOperationException notThere) {
      signals.listening = false;
    }
    return signals;
  }

  private static void stop(Interruption interruption, Terminal terminal) {
    Interruption.Effect effect = interruption.request();
    switch (effect) {
      case FINISHING -> tell(terminal, "Finishing what is under way. Once more to stop at once.");
      case GIVEN_UP -> endSoon(terminal);
      case ABORTED -> {
        tell(terminal, "Stopping at once. What was under way is settled by the next run.");
        endSoon(terminal);
      }
    }
  }

  private static void tell(Terminal terminal, String what) {
    terminal.err().println("\n" + what);
    terminal.err().flush();
  }

  /**
   * Ends the process, should something not have heard that it is given up: a provider that goes on
   * all the same, a file system that does not answer. It is like being killed, which the next apply
   * settles.
   */
  private static void endSoon(Terminal terminal) {
    Thread end =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE.toMillis());
              } catch (InterruptedException unheard) {
                Thread.currentThread().interrupt();
              }
              tell(terminal, "Ended without waiting any longer.");
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            },
            "paas-end");
    end.setDaemon(true);
    end.start();
  }

  /** Sets the handler of a signal, and returns the former one. */
  private static @Nullable Object handle(String name, @Nullable Object handler)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
  }

  @Override
  public void close() {
    if (!listening) {
      return;
    }
    try {
      for (int i = 0; i < NAMES.length; i++) {
        handle(NAMES[i], former[i]);
      }
    } catch (ReflectiveOperationException notThere) {
      listening = false;
    }
  }
}

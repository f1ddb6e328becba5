package dev.paas.cli.command;

import dev.paas.cli.text.Terminal;
import dev.paas.core.apply.Interruption;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    terminal
        .err()
        .println(
            interruption.isStopping()
                ? "\nStopping at once. What was under way is settled by the next run."
                : "\nFinishing what is under way. Once more to stop at once.");
    terminal.err().flush();
    interruption.request();
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

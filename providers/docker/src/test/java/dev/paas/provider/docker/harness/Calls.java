package dev.paas.provider.docker.harness;

import dev.paas.provider.docker.engine.EngineClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine client between a provider and its engine, which can be watched and can die. */
public final class Calls {

  /** Stands for the death of the whole process: nothing that is called afterwards has an effect. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String call) {
      super("the process is taken to have died before " + call);
    }
  }

  private static final Set<String> LOOKING =
      Set.of(
          "info",
          "ping",
          "containers",
          "container",
          "readFile",
          "exec",
          "networks",
          "volumes",
          "volume",
          "images",
          "image");

  private final EngineClient real;
  private final Consumer<String> after;
  private final int deadly;
  private int changed;
  private boolean dead;

  private Calls(EngineClient real, int deadly, Consumer<String> after) {
    this.real = real;
    this.deadly = deadly;
    this.after = after;
  }

  /** Tells of each call, by its method's name, when it was made. */
  public static Calls watched(EngineClient real, Consumer<String> after) {
    return new Calls(real, Integer.MAX_VALUE, after);
  }

  /**
   * Dies before the change with number {@code deadly}, counted from 0. What only looks is not
   * counted: dying before or after it comes to the same.
   */
  public static Calls dyingBefore(EngineClient real, int deadly) {
    return new Calls(real, deadly, call -> {});
  }

  public EngineClient client() {
    return (EngineClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {EngineClient.class}, this::invoke);
  }

  private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("close")) {
      return null;
    }
    if (name.equals("logs")) {
      // Read by threads of their own, at moments that differ from run to run.
      return isDead() ? null : call(method, arguments);
    }
    note(name);
    Object result = call(method, arguments);
    after.accept(name);
    return result;
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private synchronized void note(String name) {
    boolean changes = !LOOKING.contains(name);
    if (dead || (changes && changed >= deadly)) {
      dead = true;
      throw new Death(name);
    }
    if (changes) {
      changed++;
    }
  }

  public synchronized boolean isDead() {
    return dead;
  }
}

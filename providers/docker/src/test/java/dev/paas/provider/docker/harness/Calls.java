package dev.paas.provider.docker.harness;

import dev.paas.provider.docker.engine.EngineClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
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

  private final EngineClient real;
  private final List<String> made = new ArrayList<>();
  private final Consumer<String> after;
  private final int deadly;
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

  /** Dies before the call with number {@code deadly}, counted from 0. */
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
    note(name);
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    after.accept(name);
    return result;
  }

  private synchronized void note(String name) {
    if (dead || made.size() >= deadly) {
      dead = true;
      throw new Death(name);
    }
    made.add(name);
  }

  public synchronized boolean isDead() {
    return dead;
  }

  public synchronized List<String> made() {
    return List.copyOf(made);
  }
}

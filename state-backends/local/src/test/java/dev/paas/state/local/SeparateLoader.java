package dev.paas.state.local;

import dev.paas.spi.state.StateBackendPlugin;
import java.io.IOException;
import java.io.InputStream;

/** Loads the backend once more, as another plugin class loader of the same process would. */
final class SeparateLoader extends ClassLoader {
  private static final String PACKAGE = LocalStateBackend.class.getPackageName() + ".";

  private SeparateLoader() {
    super(SeparateLoader.class.getClassLoader());
  }

  static StateBackendPlugin newBackend() throws ReflectiveOperationException {
    return new SeparateLoader()
        .loadClass(LocalStateBackend.class.getName())
        .asSubclass(StateBackendPlugin.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}

package dev.paas.core.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The overlays of a platform's environments, which lie beside its main file. */
public final class Overlays {
  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

  private Overlays() {}

  /** Whether an environment can be called that. */
  public static boolean isEnvironment(String name) {
    return ENVIRONMENT.matcher(name).matches();
  }

  /** The environments that have an overlay; none when the folder cannot be read. */
  public static SortedSet<String> environments(Path main) {
    SortedSet<String> names = new TreeSet<>();
    Path folder = main.toAbsolutePath().normalize().getParent();
    String own = main.getFileName().toString();
    int dot = own.lastIndexOf('.');
    if (folder == null || dot < 0) {
      return names;
    }
    String begin = own.substring(0, dot + 1);
    String end = own.substring(dot);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        int length = name.length() - begin.length() - end.length();
        if (length > 0 && name.startsWith(begin) && name.endsWith(end)) {
          names.add(name.substring(begin.length(), begin.length() + length));
        }
      }
    } catch (IOException unreadable) {
      return names;
    }
    names.removeIf(name -> !isEnvironment(name));
    return names;
  }

  /** The name of the overlay of an environment. */
  static String nameOf(String mainName, String environment) {
    int dot = mainName.lastIndexOf('.');
    return dot < 0
        ? mainName + "." + environment
        : mainName.substring(0, dot) + "." + environment + mainName.substring(dot);
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who a container's program runs as, in numbers: files that are put into it are to be his. */
record ContainerUser(long uid, long gid) {
  private static final int LIMIT = 1 << 20;

  /**
   * Finds out.
   *
   * @param container in whose image names are looked up
   * @param text {@code name-or-number[:group]}; empty for root
   */
  static ContainerUser resolve(EngineClient engine, String container, String text)
      throws EngineException, InterruptedException, ProviderException {
    if (text.isEmpty()) {
      return new ContainerUser(0, 0);
    }
    String[] parts = text.split(":", 2);
    boolean byNumber = isNumber(parts[0]);
    boolean groupByNumber = parts.length == 2 && isNumber(parts[1]);
    if (byNumber && groupByNumber) {
      return new ContainerUser(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
    String passwd = engine.readFile(container, "/etc/passwd", LIMIT).orElse("");
    int field = byNumber ? 2 : 0;
    String[] entry = entry(passwd, 4, fields -> fields[field].equals(parts[0]));
    if (entry == null && !byNumber) {
      throw unknown("user", parts[0]);
    }
    long uid = entry == null ? Long.parseLong(parts[0]) : Long.parseLong(entry[2]);
    if (parts.length == 1) {
      return new ContainerUser(uid, entry == null ? 0 : Long.parseLong(entry[3]));
    }
    return new ContainerUser(
        uid, groupByNumber ? Long.parseLong(parts[1]) : group(engine, container, parts[1]));
  }

  private static long group(EngineClient engine, String container, String name)
      throws EngineException, InterruptedException, ProviderException {
    String groups = engine.readFile(container, "/etc/group", LIMIT).orElse("");
    String[] entry = entry(groups, 3, fields -> fields[0].equals(name));
    if (entry == null) {
      throw unknown("group", name);
    }
    return Long.parseLong(entry[2]);
  }

  /** The first line with so many fields, the third a number, that fits. */
  private static String @Nullable [] entry(String text, int fields, Predicate<String[]> fits) {
    return text.lines()
        .map(line -> line.split(":", -1))
        .filter(entry -> entry.length >= fields && isNumber(entry[2]))
        .filter(entry -> fields < 4 || isNumber(entry[3]))
        .filter(fits)
        .findFirst()
        .orElse(null);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,10}");
  }

  private static ProviderException unknown(String kind, String name) {
    return ProviderException.builder("the image has no " + kind + " " + name)
        .detail("Files that are put into a container must belong to the user it runs as.")
        .hint("Use a name from the image's /etc/passwd and /etc/group, or a number.")
        .path(ValuePath.of("user"))
        .build();
  }
}

package dev.paas.cli.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twice as many resources take twice as many operations, in each command and for each shape. */
final class GrowthTest {
  private static final int SMALLEST = 150;

  /** Sorting and trees grow a little faster than what they hold; quadratic work gives 4. */
  private static final double MOST = 2.5;

  @ParameterizedTest
  @EnumSource
  void operationsGrowNoFasterThanResources(Shape shape, @TempDir Path temporary) throws Exception {
    Function<Path, Map<String, Long>> commands = counted();
    run(commands, shape, 10, temporary); // What is done only once.
    Map<String, Long> small = run(commands, shape, SMALLEST, temporary);
    Map<String, Long> middle = run(commands, shape, 2 * SMALLEST, temporary);
    Map<String, Long> large = run(commands, shape, 4 * SMALLEST, temporary);
    List<String> tooMany = new ArrayList<>();
    for (String command : small.keySet()) {
      long less = middle.getOrDefault(command, 0L) - small.getOrDefault(command, 0L);
      long more = large.getOrDefault(command, 0L) - middle.getOrDefault(command, 0L);
      assertTrue(less > SMALLEST, () -> command + " counts nothing: " + less);
      if (more > MOST * less) {
        tooMany.add(command + ": " + less + " more operations for the first, then " + more);
      }
    }
    assertEquals(List.of(), tooMany);
  }

  /** Each key stands twice, and each time that is told. */
  @Test
  void mistakesCostNoMoreThanResources(@TempDir Path folder) throws Exception {
    Function<Path, Long> mistakes = load(CountedMistakes.class);
    List<Long> counts = new ArrayList<>();
    for (int size : new int[] {10, SMALLEST, 2 * SMALLEST, 4 * SMALLEST}) {
      String twice = Shape.ALONE.platform(size);
      twice += twice.substring(twice.indexOf("  r0:"));
      Files.writeString(folder.resolve("platform.yaml"), twice);
      counts.add(mistakes.apply(folder));
    }
    long less = counts.get(2) - counts.get(1);
    long more = counts.get(3) - counts.get(2);
    assertTrue(less > SMALLEST, () -> "it counts nothing: " + less);
    assertTrue(more <= MOST * less, less + ", then " + more);
  }

  @Test
  void quadraticWorkIsCaught() throws Exception {
    Function<Integer, Long> pairs = load(Pairs.class);
    long less = pairs.apply(200) - pairs.apply(100);
    long more = pairs.apply(400) - pairs.apply(200);
    assertTrue(more > MOST * less, less + ", then " + more);
  }

  /** Compares each with each. */
  public static final class Pairs implements Function<Integer, Long> {
    @Override
    public Long apply(Integer size) {
      long before = Operations.soFar();
      int equal = 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          equal += i == j ? 1 : 0;
        }
      }
      return Operations.soFar() - before + (equal - size);
    }
  }

  private static Map<String, Long> run(
      Function<Path, Map<String, Long>> commands, Shape shape, int size, Path temporary)
      throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(shape.name() + size));
    Files.writeString(folder.resolve("platform.yaml"), shape.platform(size));
    Files.createDirectory(folder.resolve("part"));
    Files.writeString(folder.resolve("part").resolve("module.yaml"), Shape.part());
    return commands.apply(folder);
  }

  private static Function<Path, Map<String, Long>> counted() throws ReflectiveOperationException {
    return load(CountedCommands.class);
  }

  @SuppressWarnings("unchecked")
  private static <A, B> Function<A, B> load(Class<? extends Function<A, B>> type)
      throws ReflectiveOperationException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    CountingLoader loader = new CountingLoader();
    try {
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> counting = Class.forName(type.getName(), true, loader);
      return (Function<A, B>) counting.getDeclaredConstructor().newInstance();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}

package dev.paas.cli.growth;

import dev.paas.cli.Commands;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Validates a platform that is wrong and tells how many operations it took. Loaded by a {@link
 * CountingLoader}, like all that it uses.
 */
public final class CountedMistakes implements Function<Path, Long> {
  @Override
  public Long apply(Path folder) {
    long before = Operations.soFar();
    String told = Commands.errors(folder, "validate");
    if (!told.contains("stands here twice")) {
      throw new AssertionError(told);
    }
    return Operations.soFar() - before;
  }
}

package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform's state was before {@code state:} in its file was changed.
 *
 * @param file a file with the former {@code state:}, whatever else is in it; without a section, the
 *     default backend was used
 * @param name how messages call it
 */
public record FormerState(Path file, String name) {

  /** The former section; {@code null} for the default. */
  @Nullable MappingNode section() {
    Diagnostics diagnostics = new Diagnostics();
    Node root = new YamlReader(YamlLimits.DEFAULT).read(file, name, diagnostics);
    diagnostics.throwIfErrors();
    if (!(root instanceof MappingNode map)) {
      throw Diagnostic.error(Problem.FILE_NOT_A_PLATFORM, name + " is not a platform")
          .detail("It has no keys.")
          .toException();
    }
    Node state = map.get("state");
    if (state != null && !(state instanceof MappingNode)) {
      throw Diagnostic.error(Problem.STATE_SETTINGS, "state: must have keys")
          .at(state.span())
          .toException();
    }
    return (MappingNode) state;
  }
}

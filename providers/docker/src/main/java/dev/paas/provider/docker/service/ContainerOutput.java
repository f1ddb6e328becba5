package dev.paas.provider.docker.service;

import dev.paas.provider.docker.attributes.Redactor;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineClient.LogQuery;
import dev.paas.provider.docker.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a container of ours prints, for errors and for release commands. */
final class ContainerOutput {
  private static final int LAST_LINES = 20;

  private ContainerOutput() {}

  /** The last lines; none when the engine does not give them. */
  static List<String> last(EngineClient engine, String container, Redactor redactor)
      throws InterruptedException {
    List<String> lines = new ArrayList<>();
    try {
      read(engine, container, new LogQuery(LAST_LINES, null, false), lines::add);
    } catch (EngineException e) {
      // They would only have illustrated a failure that is being told already.
      return List.of();
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return redactor.lines(last);
  }

  /** Gives all lines as they come, until the container ends or the thread is interrupted. */
  static void follow(EngineClient engine, String container, Consumer<String> sink)
      throws EngineException, InterruptedException {
    read(engine, container, new LogQuery(null, null, true), sink);
  }

  private static void read(
      EngineClient engine, String container, LogQuery query, Consumer<String> sink)
      throws EngineException, InterruptedException {
    LineAssembler output = new LineAssembler((time, line) -> sink.accept(line));
    LineAssembler errors = new LineAssembler((time, line) -> sink.accept(line));
    engine.logs(
        container, query, (time, error, text) -> (error ? errors : output).piece(time, text));
    output.end();
    errors.end();
  }
}

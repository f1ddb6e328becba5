package dev.paas.benchmark;

import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.apply.Interruption;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.history.Occasion;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.provider.CallListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A platform of {@code data} resources in a folder of its own, each referring to the one before.
 */
final class Sample implements AutoCloseable {
  private final Path folder;
  private final String text;

  Sample(int size) throws IOException {
    folder = Files.createTempDirectory("paas-benchmark");
    text = chain(size);
    Files.writeString(file(), text);
    int number = 0;
    ClassLoader loader = Sample.class.getClassLoader();
    for (URL manifest : Collections.list(loader.getResources("META-INF/paas/plugin.json"))) {
      Path plugin = Files.createDirectories(folder.resolve("plugins/" + number++));
      try (InputStream in = manifest.openStream()) {
        Files.copy(in, plugin.resolve("plugin.json"));
      }
    }
  }

  private static String chain(int size) {
    StringBuilder text = new StringBuilder("apiVersion: paas/v1\nname: sample\nresources:\n");
    text.append("  r0: { type: data, input: first }\n");
    for (int i = 1; i < size; i++) {
      text.append("  r").append(i).append(": { type: data, input: \"${resources.r");
      text.append(i - 1).append(".output}\" }\n");
    }
    return text.toString();
  }

  String text() {
    return text;
  }

  private Path file() {
    return folder.resolve("platform.yaml");
  }

  Engine open() {
    EngineSettings settings =
        new EngineSettings(
            file(),
            "platform.yaml",
            "",
            VariableInputs.of(Map.of()),
            List.of(folder.resolve("plugins")),
            10);
    return Engine.open(settings, CallListener.NONE);
  }

  /** Makes, or takes away, all that the platform has. */
  void apply(PlanOptions options) throws InterruptedException {
    try (Engine engine = open()) {
      Applier.Settings how =
          new Applier.Settings(
              new Occasion("apply", "benchmark", "0"),
              "benchmark",
              Duration.ZERO,
              10,
              () -> UUID.randomUUID().toString(),
              ApplyListener.NONE,
              new Interruption());
      boolean done = engine.apply(engine.plan(options, PlanListener.NONE), how).isComplete();
      if (!done) {
        throw new IllegalStateException("not all was done");
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

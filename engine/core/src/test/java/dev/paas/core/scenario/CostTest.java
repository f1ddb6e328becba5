package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.plan.Plan;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.state.tck.CommitFate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four times as much takes about four times as long. */
@Timeout(120)
final class CostTest {
  private static final String WIDE =
      """
      a: { type: fake.plain, count: %1$d, value: "a ${each.index}" }
      b: { type: fake.plain, count: %1$d, value: "b ${resources.a[0].out}" }
      """;
  private static final String WHOLE =
      """
      a: { type: fake.plain, count: %1$d, value: %2$d }
      b:
        { type: fake.plain, count: %1$d, value: "${size(resources.a)} %2$d",
          lifecycle: { createBeforeDestroy: true } }
      c: { type: fake.plain, count: %1$d, replace: %2$d, dependsOn: [resources.b] }
      """;

  private final Path folder;

  CostTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Makes and remembers nothing. */
  private static final class NoThing implements ResourceHandler {
    @Override
    public Optional<ObservedResource> read(ReadRequest request, CallContext context) {
      return Optional.of(new ObservedResource(request.address(), request.attributes()));
    }

    @Override
    public ObservedResource create(CreateRequest request, CallContext context) {
      return made(request.address(), request.planned());
    }

    @Override
    public ObservedResource update(UpdateRequest request, CallContext context) {
      return made(request.address(), request.planned());
    }

    private static ObservedResource made(String address, MapValue planned) {
      MapValue.Builder attributes = MapValue.builder();
      planned
          .entries()
          .forEach(
              (name, value) -> attributes.put(name, value.isUnknown() ? Value.of(address) : value));
      return new ObservedResource(address, attributes.build());
    }

    @Override
    public void delete(DeleteRequest request, CallContext context) {}

    @Override
    public void preflight(PreflightRequest request, CallContext context) {}
  }

  private Scene scene(String name) {
    return Scene.in(folder.resolve(name)).parallelism(2).handlers(handler -> new NoThing());
  }

  /** Milliseconds of making, planning once more and destroying; the shortest of several. */
  private long millis(int size, int tries) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      try (Scene scene = scene("wide" + size + "-" + i)) {
        long start = System.nanoTime();
        scene.applied(WIDE.formatted(size / 2));
        Settled.assertEmpty(scene.plan(), size + " resources");
        scene.applied("");
        best = Math.min(best, (System.nanoTime() - start) / 1_000_000);
      }
    }
    return best;
  }

  /** Four times as many would take sixteen times as long if anything were quadratic. */
  @Test
  void timeIsLinear() {
    millis(2_000, 1);
    String seen = "";
    for (int attempt = 1; attempt <= 3; attempt++) {
      long few = millis(2_000, 3);
      long many = millis(8_000, 2);
      if (many < 10 * Math.max(few, 50)) {
        return;
      }
      // Something else may have had the machine; that does not last three times.
      seen += " 2,000 took " + few + " ms, 8,000 " + many + " ms;";
    }
    fail(seen);
  }

  /** Commits and bytes of making so many. */
  private long[] writes(int size) {
    AtomicLong bytes = new AtomicLong();
    try (Scene scene = scene("writes" + size)) {
      scene
          .state()
          .onCommit(
              (number, commit) -> {
                commit.writes().stream()
                    .map(write -> write.value())
                    .forEach(value -> bytes.addAndGet(value == null ? 0 : value.length));
                return CommitFate.CARRY_OUT;
              });
      scene.applied(WIDE.formatted(size / 2));
      return new long[] {scene.state().commits(), bytes.get()};
    }
  }

  @Test
  void writesAreLinear() {
    long[] few = writes(500);
    long[] many = writes(2_000);
    assertTrue(few[0] <= 2 * 500 + 5, few[0] + " commits for 500 resources");
    assertTrue(many[0] <= 2 * 2_000 + 5, many[0] + " commits for 2,000 resources");
    assertTrue(many[1] < 4.3 * few[1], few[1] + " bytes for 500, " + many[1] + " for 2,000");
  }

  @Test
  void aReferenceToAllInstancesIsOneEdgeForEach() {
    int size = 3_000;
    try (Scene scene = scene("whole")) {
      assertEdges(scene.file(WHOLE.formatted(size, 1)).plan(), size);
      scene.applied();
      assertEdges(scene.file(WHOLE.formatted(size, 2)).plan(), size);
      ApplyResult result = scene.applied();
      assertEquals(4 * size, result.done().size());
      assertEdges(scene.file("").plan(), size);
      scene.applied();
      assertEquals(0, scene.recorded().records().size());
    }
  }

  /** Milliseconds of making and planning once more what is in so many modules of fifty each. */
  private long modules(int modules, int tries) {
    StringBuilder inside = new StringBuilder("variables: { n: { type: integer } }\nresources:\n");
    for (int i = 0; i < 50; i++) {
      inside.append("  r").append(i).append(": { type: fake.plain, value: \"${vars.n}\" }\n");
    }
    inside.append("outputs: { out: { value: \"${resources.r0.value}\" } }\n");
    StringBuilder calls = new StringBuilder("modules:\n");
    for (int i = 0; i < modules; i++) {
      String n = i == 0 ? "0" : "\"${modules.m" + (i - 1) + ".out + 1}\"";
      calls.append("  m").append(i).append(": { source: ./box, inputs: { n: ").append(n);
      calls.append(i == 0 ? " } }\n" : " }, dependsOn: [modules.m" + (i - 1) + "] }\n");
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < tries; i++) {
      try (Scene scene = scene("modules" + modules + "-" + i)) {
        write(scene.folder().resolve("box/module.yaml"), inside.toString());
        long start = System.nanoTime();
        Plan plan = scene.file(calls.toString()).plan();
        assertEquals(50 * modules, plan.changes().size());
        long edges = plan.steps().stream().mapToLong(step -> step.after().size()).sum();
        assertTrue(edges < 4L * 50 * modules, edges + " edges for " + modules + " modules");
        scene.applied();
        Settled.assertEmpty(scene.plan(), modules + " modules");
        best = Math.min(best, (System.nanoTime() - start) / 1_000_000);
      }
    }
    return best;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** A chain of modules, each given what the one before gives and waiting for all of it. */
  @Test
  void modulesAreLinear() {
    modules(50, 1);
    String seen = "";
    for (int attempt = 1; attempt <= 3; attempt++) {
      long few = modules(50, 2);
      long many = modules(200, 1);
      if (many < 10 * Math.max(few, 50)) {
        return;
      }
      seen += " 50 modules took " + few + " ms, 200 " + many + " ms;";
    }
    fail(seen);
  }

  private static void assertEdges(Plan plan, int size) {
    long edges = plan.steps().stream().mapToLong(step -> step.after().size()).sum();
    assertTrue(plan.steps().size() >= 3 * size, "only " + plan.steps().size() + " steps");
    assertTrue(edges < 12L * size, edges + " edges");
  }
}

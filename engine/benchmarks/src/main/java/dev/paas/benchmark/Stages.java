package dev.paas.benchmark;

import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.engine.Engine;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.expression.cel.DevCelCompiler;
import dev.paas.core.graph.Graph;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.platform.Platform;
import dev.paas.core.source.Node;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import dev.paas.core.state.PlatformState;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What each stage takes for a chain of resources, in milliseconds; its input is made before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC"})
public class Stages {
  @Param({"1000", "10000"})
  int size;

  private @Nullable Sample empty;
  private @Nullable Sample applied;

  /** Makes a platform that has nothing in its state, and one that is applied. */
  @Setup(Level.Trial)
  public void prepare() throws IOException, InterruptedException {
    empty = new Sample(size);
    Sample made = new Sample(size);
    made.apply(PlanOptions.DEFAULT);
    applied = made;
  }

  /** Takes the folders away. */
  @TearDown(Level.Trial)
  public void clean() throws IOException {
    empty().close();
    applied().close();
  }

  private Sample empty() {
    return Objects.requireNonNull(empty);
  }

  private Sample applied() {
    return Objects.requireNonNull(applied);
  }

  /** Text to nodes. */
  @Benchmark
  public @Nullable Node parse() {
    Source source = new Source("platform.yaml", empty().text());
    return new YamlReader(YamlLimits.DEFAULT).read(source, new Diagnostics());
  }

  /** Text to declarations: read, checked against the schemas, references bound, types checked. */
  @Benchmark
  public Platform validate() {
    try (Engine engine = empty().open()) {
      return engine.platform();
    }
  }

  /** Nodes to expressions; the nodes are read with them, which {@link #parse} tells apart. */
  @Benchmark
  public @Nullable Expression expressions() {
    Node node = parse();
    return node == null
        ? null
        : new ExpressionParser(DevCelCompiler::new).parse(node, new Diagnostics());
  }

  /** A graph with five edges a node, and its order. */
  @Benchmark
  public int[] graph() {
    Graph.Builder edges = new Graph.Builder();
    for (int node = 5; node < size; node++) {
      for (int edge = 1; edge <= 5; edge++) {
        edges.edge(node, node - edge);
      }
    }
    return edges.build(size).order();
  }

  /** From the text to a plan that creates everything. */
  @Benchmark
  public PlannedPlatform planFromNothing() throws InterruptedException {
    try (Engine engine = empty().open()) {
      return engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
    }
  }

  /** From the text and the state to a plan that does nothing. */
  @Benchmark
  public PlannedPlatform planAgain() throws InterruptedException {
    try (Engine engine = applied().open()) {
      return engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
    }
  }

  /** The platform, and all records of its state. */
  @Benchmark
  public PlatformState stateRead() {
    try (Engine engine = applied().open()) {
      return engine.state().load();
    }
  }

  /** From the text to everything created, and from there to everything deleted. */
  @Benchmark
  public void stateWrite() throws InterruptedException {
    empty().apply(PlanOptions.DEFAULT);
    empty().apply(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
  }
}

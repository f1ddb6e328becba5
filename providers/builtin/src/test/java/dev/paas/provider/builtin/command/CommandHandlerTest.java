package dev.paas.provider.builtin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.builtin.testkit.RecordingContext;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.SensitiveValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CommandHandlerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final RecordingContext context = new RecordingContext();

  @SuppressWarnings("NullAway.Init")
  private CommandHandler handler;

  @BeforeEach
  void open() {
    handler = new CommandHandler(directory, Map.of("PATH", "/usr/bin:/bin", "OUTER", "inherited"));
  }

  private static MapValue.Builder command(String create) {
    return MapValue.builder().put("create", create);
  }

  private MapValue create(MapValue attributes) throws ProviderException {
    return create(attributes, context);
  }

  private MapValue create(MapValue attributes, CallContext with) throws ProviderException {
    return handler
        .create(new CreateRequest("resources.c", "key1", 1, attributes, directory), with)
        .attributes();
  }

  private @Nullable Value output(String create) throws ProviderException {
    return create(command(create).build()).get("output");
  }

  private ProviderException failure(MapValue attributes) {
    return assertThrows(ProviderException.class, () -> create(attributes));
  }

  @Test
  void whatIsPrintedBecomesTheOutput() throws Exception {
    assertEquals(Value.of("two\nlines"), output("echo two; echo lines"));
    assertEquals(Value.of(""), output("true"));
    assertEquals(Value.of("3"), output("echo 3"), "only an object is taken as JSON");
    MapValue object =
        MapValue.builder()
            .put("id", 7)
            .put("part", Value.of(0.5))
            .put("list", Value.list(Value.of(true), Value.nullValue(), Value.of("é")))
            .put("deep", MapValue.builder().put("a", MapValue.empty()).build())
            .build();
    assertEquals(
        object,
        output(
            "echo '{\"id\": 7, \"part\": 0.5,"
                + " \"list\": [true, null, \"é\"], \"deep\": {\"a\": {}}}'"));
  }

  @Test
  void whatIsNearlyJsonStaysText() throws Exception {
    for (String text :
        List.of(
            "{\"a\": 1",
            "{\"a\": 1} {}",
            "{\"a\": 1e999}",
            "{\"a\": 99999999999999999999}",
            "{\"a\":".repeat(5000))) {
      Files.writeString(directory.resolve("printed"), text);
      assertEquals(Value.of(text), output("cat printed"));
    }
  }

  @Test
  void wordsAreRunWithoutAShell() throws Exception {
    Value words = Value.strings(List.of("printf", "%s|", "$OUTER", "a b"));
    assertEquals(
        Value.of("$OUTER|a b|"),
        create(MapValue.builder().put("create", words).build()).get("output"));
  }

  @Test
  void aCommandIsToldEverything() throws Exception {
    String show =
        "cat; echo; printf '%s\\n' \"$PAAS_INPUT|$PAAS_OUTPUT|$PAAS_KEY|$PAAS_ADDRESS|$OUTER|$OWN\"";
    MapValue attributes =
        command(show)
            .put("update", show + "; echo \"$PAAS_CHANGE_KEY\"")
            .put("input", MapValue.builder().put("a", "b\n").build())
            .put("environment", MapValue.builder().put("OWN", 3).build())
            .build();
    MapValue made = create(attributes);
    String input = "{\"a\":\"b\\n\"}";
    assertEquals(input + "\n" + input + "||key1|resources.c|inherited|3", made.getString("output"));
    assertEquals("key1", made.getString("id"));

    MapValue prior = made.with("output", MapValue.builder().put("n", 1).build());
    MapValue planned = prior.with("input", MapValue.empty());
    UpdateRequest update =
        new UpdateRequest("resources.c", "change2", 2, prior, planned, directory);
    assertEquals(
        "{}\n{}|{\"n\":1}|key1|resources.c|inherited|3\nchange2",
        handler.update(update, context).attributes().getString("output"));
  }

  @Test
  void sensitiveInputMakesTheOutputSensitiveWhereItShows() throws Exception {
    MapValue secret =
        MapValue.builder().put("password", Value.of("say \"friend\"").asSensitive()).build();
    MapValue shown = create(command("cat").put("input", secret).build());
    assertTrue(shown.get("output") instanceof SensitiveValue);
    MapValue hidden = create(command("echo done").put("input", secret).build());
    assertEquals(Value.of("done"), hidden.get("output"));
    MapValue asked = create(command("echo done").put("sensitiveOutput", true).build());
    assertEquals(Value.of("done").asSensitive(), asked.get("output"));
  }

  @Test
  void aFailureShowsTheLastLinesWithoutSecrets() {
    MapValue attributes =
        command(
                "for i in $(seq 30); do echo \"line $i\" >&2; done;"
                    + " echo \"$PAAS_INPUT\" >&2; echo \"token $TOKEN\"; exit 3")
            .put(
                "input",
                MapValue.builder()
                    .put("password", Value.of("say \"friend\"").asSensitive())
                    .build())
            .put(
                "environment",
                MapValue.builder().put("TOKEN", Value.of("t0ken").asSensitive()).build())
            .build();
    ProviderException failure = failure(attributes);
    assertEquals("create ended with exit code 3", failure.reason());
    assertEquals(ValuePath.of("create"), failure.path());
    List<String> expected =
        IntStream.rangeClosed(13, 30).mapToObj(i -> "line " + i).collect(Collectors.toList());
    expected.add("{\"password\":\"(sensitive)\"}");
    expected.add("token (sensitive)");
    assertEquals(expected, failure.output());
    assertTrue(context.said().contains("line 1"), "all of it was told as it came");
    assertTrue(context.said().contains("{\"password\":\"(sensitive)\"}"));
  }

  @Test
  void aSensitiveOutputIsNotShownInAFailure() {
    ProviderException failure =
        failure(command("echo a secret; exit 1").put("sensitiveOutput", true).build());
    assertEquals(List.of(), failure.output());
  }

  @Test
  void whatCannotBeStartedIsRefused() {
    ProviderException missing =
        failure(MapValue.builder().put("create", Value.strings(List.of("no-such-one"))).build());
    assertEquals("create cannot be started", missing.reason());
    assertTrue(String.valueOf(missing.detail()).contains("No such file"), missing.detail());
    ProviderException folder = failure(command("true").put("workingDir", "missing").build());
    assertEquals(ValuePath.of("workingDir"), folder.path());
    MapValue broken = MapValue.builder().put("A", "\u0000").build();
    ProviderException variable = failure(command("true").put("environment", broken).build());
    assertEquals(ValuePath.of("environment"), variable.path());
  }

  @Test
  void tooMuchOutputIsRefusedAndMuchIsNot() throws Exception {
    ProviderException refusal = failure(command("head -c 2000000 /dev/zero | tr '\\0' x").build());
    assertEquals("create printed more than 1 MiB", refusal.reason());

    MapValue attributes =
        command("head -c 500000 /dev/zero | tr '\\0' x")
            .put("delete", "test -z \"$PAAS_OUTPUT\" && touch deleted")
            .build();
    MapValue made = create(attributes);
    assertEquals(500_000, made.getString("output", "").length());
    handler.delete(new DeleteRequest("resources.c", made, directory), context);
    assertTrue(Files.exists(directory.resolve("deleted")), "it could be started all the same");
  }

  @Test
  void whatStaysInTheBackgroundIsNotWaitedFor() throws Exception {
    MapValue made = create(command("sleep 1000 & echo $!").build());
    ProcessHandle.of(Long.parseLong(made.getString("output", ""))).orElseThrow().destroyForcibly();
  }

  private static final String TREE =
      "sh -c 'sleep 1000 & echo $! >> pids; wait; touch went-on' & echo $! >> pids;"
          + " wait; touch went-on; echo $$ >> pids";

  @Test
  void aTimeoutKillsEverything() throws Exception {
    ProviderException failure = failure(command(TREE).put("timeout", "3s").build());
    assertEquals("create took longer than 3 s", failure.reason());
    assertNothingRuns(2);
  }

  @Test
  void theEnginesTimeoutIsKept() {
    MapValue attributes = command("sleep 1000").put("timeout", "1h").build();
    CallContext hurried = new RecordingContext(Duration.ofSeconds(1));
    ProviderException failure =
        assertThrows(ProviderException.class, () -> create(attributes, hurried));
    assertEquals("create took longer than 1 s", failure.reason());
  }

  @Test
  void anInterruptionKillsEverything() throws Exception {
    AtomicReference<@Nullable ProviderException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>(false);
    Thread thread =
        new Thread(
            () -> {
              thrown.set(failure(command(TREE).build()));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pids().size() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join(PATIENCE.toMillis());
    ProviderException failure = thrown.get();
    assertEquals("create was interrupted", failure == null ? null : failure.reason());
    assertSame(true, stillInterrupted.get(), "whoever called sees it too");
    assertNothingRuns(2);
  }

  private List<String> pids() throws Exception {
    Path file = directory.resolve("pids");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void assertNothingRuns(int expected) throws Exception {
    List<String> pids = pids();
    assertEquals(expected, pids.size(), "processes were started");
    for (String pid : pids) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
      if (process.isPresent()) {
        // Killed already; whoever inherited it may take a while to notice.
        process.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    assertFalse(Files.exists(directory.resolve("went-on")), "a parent went on after its child");
  }

  private PlannedResource plan(MapValue configuration, MapValue prior) {
    MapValue proposed = configuration.with("output", Value.unknown());
    return handler.plan(new PlanRequest("resources.c", prior, configuration, proposed, directory));
  }

  @Test
  void aChangedInputReplacesWithoutAnUpdateCommand() throws Exception {
    MapValue input = MapValue.builder().put("a", Value.of("b")).build();
    MapValue configuration = command("echo made").put("input", input).build();
    MapValue prior = create(configuration);

    PlannedResource same = plan(configuration, prior);
    assertEquals(Value.of("made"), same.attributes().get("output"));
    MapValue marked = configuration.with("input", input.with("a", Value.of("b").asSensitive()));
    assertEquals(Value.of("made"), plan(marked, prior).attributes().get("output"));

    MapValue changed = configuration.with("input", MapValue.empty());
    assertEquals(1, plan(changed, prior).replacements().size());
    PlannedResource updated = plan(changed.with("update", Value.of("true")), prior);
    assertEquals(List.of(), updated.replacements());
    assertTrue(updated.attributes().getOrNull("output").isUnknown());
  }

  @Test
  void withoutReadNothingIsTakenToHaveChanged() throws Exception {
    MapValue made = create(command("echo made").build());
    assertEquals(
        made,
        handler.read(new ReadRequest("resources.c", made), context).orElseThrow().attributes());
  }

  @Test
  void onlyFindTellsWhatACrashLeft() throws Exception {
    MapValue planned = command("touch \"$PAAS_KEY\"").put("output", Value.unknown()).build();
    create(planned);
    assertEquals(Optional.empty(), find(planned));
    MapValue finding = planned.with("find", Value.of("test -f \"$PAAS_KEY\" || exit 44; echo it"));
    assertEquals("it", find(finding).orElseThrow().getString("output"));
    Files.delete(directory.resolve("key1"));
    assertEquals(Optional.empty(), find(finding));
    MapValue broken = planned.with("find", Value.of("exit 1"));
    assertThrows(ProviderException.class, () -> find(broken), "that is no answer");
  }

  private Optional<MapValue> find(MapValue planned) throws ProviderException {
    return handler
        .find(new FindRequest("resources.c", "key1", planned), context)
        .map(found -> found.attributes());
  }

  @Test
  void whatIsGoneAlreadyIsDeleted() throws Exception {
    MapValue made = create(command("true").build());
    DeleteRequest gone =
        new DeleteRequest("resources.c", made.with("delete", Value.of("exit 44")), directory);
    handler.delete(gone, context);
    DeleteRequest failing =
        new DeleteRequest("resources.c", made.with("delete", Value.of("exit 1")), directory);
    assertThrows(ProviderException.class, () -> handler.delete(failing, context));
  }
}

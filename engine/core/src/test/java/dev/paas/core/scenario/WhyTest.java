package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.engine.Engine;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.why.Explainer;
import dev.paas.core.why.Explanation;
import dev.paas.core.why.Interruption;
import dev.paas.core.why.Link;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of causes behind an action, told from the plan alone. */
final class WhyTest {
  private final Scene scene;

  WhyTest(@TempDir Path folder) {
    scene = Scene.in(folder);
  }

  @BeforeEach
  void nothingIsThere() {
    assertTrue(scene.world().things().isEmpty());
  }

  private Explanation why(String address) throws InterruptedException {
    try (Engine engine = scene.engine()) {
      List<Explanation> all =
          new Explainer(engine.plan(PlanOptions.DEFAULT, PlanListener.NONE))
              .explain(Address.parse(address));
      assertEquals(1, all.size());
      return all.get(0);
    }
  }

  /** Chains as {@code vars.v → resources.a value → resources.b value}. */
  private static List<String> chains(Explanation why) {
    return why.chains().stream()
        .map(chain -> chain.stream().map(WhyTest::link).collect(Collectors.joining(" → ")))
        .toList();
  }

  private static String link(Link link) {
    return link.kind() == Link.Kind.OUTSIDE
        ? link.note()
        : (link.name() + " " + link.attribute()).strip();
  }

  @Test
  void itIsToldThatAnUpdateRestartsWhatRuns() throws InterruptedException {
    scene.handlers(
        handler ->
            new ForwardingHandler(handler) {
              @Override
              public PlannedResource plan(PlanRequest request) throws ProviderException {
                PlannedResource plan = super.plan(request);
                boolean restarts =
                    request.prior() != null
                        && !request
                            .prior()
                            .getOrNull("value")
                            .equals(plan.attributes().get("value"));
                return new PlannedResource(
                    plan.attributes(),
                    plan.replacements(),
                    plan.warnings(),
                    restarts ? Disruption.STOPS : Disruption.NONE);
              }
            });
    scene.file("a: { type: fake.thing, name: a, value: 1, size: 1 }").apply();
    scene.file("a: { type: fake.thing, name: a, value: 2, size: 1 }");
    assertEquals(Interruption.RESTARTS, why("resources.a").interruption());
    scene.file("a: { type: fake.thing, name: a, value: 1, size: 2 }");
    assertEquals(Interruption.NONE, why("resources.a").interruption());
    scene.file("a: { type: fake.thing, name: b, value: 2, size: 1 }");
    assertEquals(Interruption.REPLACED, why("resources.a").interruption());
    scene.file("");
    assertEquals(Interruption.DELETED, why("resources.a").interruption());
  }

  @Test
  void aValueThatBecomesUnknownLeadsToWhatItFollowsFrom() throws InterruptedException {
    String file =
        """
        a: { type: fake.thing, name: a, value: 1 }
        b: { type: fake.thing, name: b, value: "${resources.a.digest}" }
        c: { type: fake.thing, name: c, value: ["${resources.b.value}", fixed] }
        """;
    scene.file(file).apply();
    scene.file(file.replace("value: 1", "value: 2"));
    assertEquals(
        List.of(
            "resources.a value → resources.a digest → resources.b value → resources.c value[0]"),
        chains(why("resources.c")));
  }

  @Test
  void whatIsChangedOutsideIsSaid() throws InterruptedException {
    scene.file("a: { type: fake.thing, name: a, value: 1 }").apply();
    scene.world().tamper(scene.world().things().get(0).id(), "value", Value.of(7));
    assertEquals(List.of("changed it → resources.a value"), chains(why("resources.a")));
  }

  @Test
  void aChangedTriggerLeadsToItsCause() throws InterruptedException {
    String file =
        """
        a: { type: fake.thing, name: a, value: 1 }
        b: { type: fake.thing, name: b, lifecycle: { replaceWhen: ["${resources.a.value}"] } }
        """;
    scene.file(file).apply();
    scene.file(file.replace("value: 1", "value: 2"));
    assertEquals(
        List.of("resources.a value → resources.b replaceWhen"), chains(why("resources.b")));
  }

  @Test
  void aLongChainNeedsNoStack() throws InterruptedException {
    int length = 3000;
    StringBuilder file = new StringBuilder("t0: { type: fake.thing, name: t0, value: 1 }\n");
    for (int i = 1; i < length; i++) {
      file.append(
          "t%d: { type: fake.thing, name: t%d, value: \"${resources.t%d.value}\" }\n"
              .formatted(i, i, i - 1));
    }
    scene.file(file.toString()).apply();
    scene.file(file.toString().replace("value: 1 ", "value: 2 "));
    Explanation why = why("resources.t" + (length - 1));
    assertEquals(1, why.chains().size());
    assertEquals(length, why.chains().get(0).size());
  }
}

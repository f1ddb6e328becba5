package dev.paas.provider.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Answers answers;
  private final MapValue configuration;
  private final MapValue proposed;
  private final MapValue made;

  AnswersTest() throws Exception {
    ResourceType type = Manifest.read(FakePlugin.manifest()).type("fake.thing");
    answers = new Answers(type);
    configuration =
        MapValue.builder()
            .put("name", "a")
            .put("grace", "60s")
            .put("token", "a token")
            .put("settings", MapValue.builder().put("kind", "round").build())
            .build();
    proposed = Proposal.of(type.attributes(), configuration, null, "");
    made =
        proposed
            .with("id", Value.of("t1"))
            .with("zone", Value.of("north"))
            .with("out", Value.of("out"))
            .with("stable", Value.of("stable"))
            .with("digest", Value.of("digest"))
            .with("password", Value.of("a password"));
  }

  private List<String> plan(MapValue planned) {
    return answers.ofPlan(configuration, proposed, null, planned);
  }

  @Test
  void aPlanMayFillInWhatIsComputed() {
    assertEquals(List.of(), plan(proposed));
    assertEquals(List.of(), plan(made));
  }

  @Test
  void aPlanMayNotChangeWhatTheUserSet() {
    assertEquals(
        List.of("the plan changes grace, which the user set"),
        plan(proposed.with("grace", Value.of("1m"))));
    assertEquals(
        List.of("the plan changes size, which the user set"), plan(proposed.without("size")));
    assertEquals(
        List.of("the plan sets secret, which the user left out"),
        plan(proposed.with("secret", Value.of("x"))));
    assertEquals(
        List.of("the plan has an attribute that the schema has not: more"),
        plan(proposed.with("more", Value.of("x"))));
  }

  @Test
  void aPlanMayKeepWhatMeansTheSame() {
    MapValue prior = made.with("grace", Value.of("1m"));
    MapValue kept = made.with("grace", Value.of("1m"));
    assertEquals(List.of(), answers.ofPlan(configuration, proposed, prior, kept));
    assertEquals(
        List.of("the plan changes grace, which the user set"),
        answers.ofPlan(configuration, proposed, prior, made.with("grace", Value.of("2m"))));
  }

  @Test
  void afterAnImportAPlanMayKeepWhatWasFound() {
    MapValue found = made.with("grace", Value.of("1h"));
    List<String> changed = List.of("the plan changes grace, which the user set");
    assertEquals(changed, answers.ofPlan(configuration, proposed, found, found));
    MapValue meant = answers.meant(proposed, found, found);
    assertEquals(List.of(), answers.ofPlan(configuration, meant, found, found));

    MapValue other = made.with("grace", Value.of("2h"));
    MapValue wanted = answers.meant(proposed, found, other);
    assertEquals(proposed.get("grace"), wanted.get("grace"));
    assertEquals(changed, answers.ofPlan(configuration, wanted, found, other));
  }

  @Test
  void aResultIsAsPlanned() {
    assertEquals(List.of(), answers.ofResult(proposed, new ObservedResource("t1", made)));
    assertEquals(
        List.of(), answers.ofResult(proposed, new ObservedResource("t1", made.without("token"))));
    assertEquals(
        List.of("name is not as planned"),
        answers.ofResult(proposed, new ObservedResource("t1", made.with("name", Value.of("b")))));
    assertEquals(
        List.of("settings is not as planned"),
        answers.ofResult(
            proposed,
            new ObservedResource(
                "t1",
                made.with(
                    "settings", MapValue.builder().put("kind", "round").put("level", 4).build()))));
  }

  @Test
  void writeOnlyOnesAreNotStored() {
    MapValue stored = answers.stored(made);
    assertEquals(null, stored.get("token"));
    assertEquals(Value.of("a password").asSensitive(), stored.get("password"));
    assertEquals(List.of(), answers.differences(stored, made));
  }

  @Test
  void replacementsAreFoundAtAnyDepth() {
    assertEquals(
        List.of(ValuePath.of("name"), ValuePath.of("settings", "kind")),
        answers.replacements(
            made,
            made.with("name", Value.of("b"))
                .with("size", Value.of(9))
                .with("settings", MapValue.builder().put("kind", "square").build())));
    assertEquals(List.of(), answers.replacements(made, made.with("size", Value.of(9))));
  }
}

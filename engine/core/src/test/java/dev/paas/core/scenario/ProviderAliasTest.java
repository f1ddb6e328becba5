package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.plan.PlanOptions;
import dev.paas.provider.tck.fake.FakeCall;
import dev.paas.provider.tck.fake.Operation;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several configurations of one plugin: accounts and regions in one file. */
@Timeout(60)
final class ProviderAliasTest {
  private static final String ACCOUNTS =
      """
      variables:
        region: { type: string, default: west }
        word: { type: string, sensitive: true }
      providers:
        fake: {}
        west: { plugin: fake, region: "${vars.region}", password: "${vars.word}" }
        east: { plugin: fake, region: east, password: "${env.EAST}" }
      resources:
        a: { type: fake.plain, value: 1 }
        b: { type: fake.plain, value: 2, provider: west }
        c: { type: fake.plain, value: "${resources.b.id}", provider: east }
      """;

  private final Path folder;

  ProviderAliasTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Scene scene() {
    return Scene.in(folder).withoutProviders().variable("word", "geheim").environment("EAST", "x1");
  }

  private static String owners(Scene scene) {
    TreeMap<String, String> owners = new TreeMap<>();
    scene
        .world()
        .things()
        .forEach(thing -> owners.put(Told.shortened(thing.address()), thing.provider()));
    return owners.toString();
  }

  @Test
  void eachResourceIsMadeByItsOwn() {
    try (Scene scene = scene()) {
      scene.applied(ACCOUNTS);
      assertEquals("{a=fake, b=west, c=east}", owners(scene));
      scene.assertSettled();
    }
  }

  @Test
  void settingsComeFromVariablesAndTheEnvironment() {
    try (Scene scene = scene()) {
      scene.variable("region", "far-west").file(ACCOUNTS).applied();
      scene.world().forgetCalls();
      scene.plan();
      TreeMap<String, String> settings = new TreeMap<>();
      for (FakeCall call : scene.world().calls(Operation.OPEN)) {
        settings.put(
            call.provider(),
            call.attributes().getString("region") + " " + call.attributes().getString("password"));
      }
      assertEquals("{east=east x1, fake=here null, west=far-west geheim}", settings.toString());
    }
  }

  @Test
  void whatIsNotSaidIsDecidedByDefaults() {
    try (Scene scene = scene()) {
      scene.applied("defaults: { provider: east }\n" + ACCOUNTS);
      assertEquals("{a=east, b=west, c=east}", owners(scene));
    }
  }

  @Test
  void withoutADefaultItMustBeSaid() {
    try (Scene scene = scene()) {
      String told = Scene.refusal(() -> scene.file(ACCOUNTS.replace("  fake: {}\n", "")).plan());
      assertTrue(told.contains("provider.ambiguous"), told);
      assertTrue(told.contains("They are: west, east."), told);
    }
  }

  @Test
  void anotherAccountIsAnotherThing() {
    try (Scene scene = scene()) {
      scene.applied(ACCOUNTS);
      scene.applied(ACCOUNTS.replace("value: 2, provider: west", "value: 2, provider: east"));
      assertEquals("D b, C b, U c", scene.changes());
      assertEquals("{a=fake, b=east, c=east}", owners(scene));
      scene.assertSettled();
    }
  }

  @Test
  void whatLeavesIsDeletedByTheOneThatMadeIt() {
    try (Scene scene = scene()) {
      scene.applied(ACCOUNTS);
      scene.applied(ACCOUNTS.substring(0, ACCOUNTS.indexOf("  b:")));
      assertEquals("D c, D b", scene.changes());
      assertEquals(
          List.of("east", "west"),
          scene.world().calls(Operation.DELETE).stream().map(FakeCall::provider).toList());
    }
  }

  @Test
  void oneThatIsNeededStillMustStay() {
    try (Scene scene = scene()) {
      scene.applied(ACCOUNTS);
      String text =
          """
          providers: { fake: {} }
          resources: { a: { type: fake.plain, value: 1 } }
          """;
      String told = Scene.refusal(() -> scene.file(text).plan());
      assertTrue(told.contains("there is no provider \"west\" any more"), told);
      assertTrue(told.contains("Declare it in providers: again, until they are deleted."), told);
    }
  }

  @Test
  void oneAccountMayBeMadeFromAnother() {
    try (Scene scene = scene()) {
      String text =
          """
          providers: { fake: {}, inner: { plugin: fake, region: "${resources.a.stable}" } }
          resources:
            a: { type: fake.plain, value: 1, provider: fake }
            b: { type: fake.plain, value: 2, provider: inner }
          """;
      scene.file(text).applied(target("resources.a"));
      scene.applied(text);
      assertEquals("{a=fake, b=inner}", owners(scene));
      scene.applied(new PlanOptions(PlanOptions.Mode.DESTROY, true, List.of(), List.of()));
      assertEquals("D b, D a", scene.changes());
    }
  }

  private static PlanOptions target(String address) {
    return new PlanOptions(
        PlanOptions.Mode.APPLY,
        true,
        List.of(dev.paas.core.address.Address.parse(address)),
        List.of());
  }

  @Test
  void lookUpsHaveProvidersToo() {
    try (Scene scene = scene()) {
      scene.world().putLookup("here", Value.of(1));
      scene
          .file(
              ACCOUNTS
                  + """
              data:
                one: { type: fake.lookup, name: here }
                two: { type: fake.lookup, name: here, provider: west }
              """)
          .plan();
      assertEquals(
          List.of("fake", "west"),
          scene.world().calls(Operation.LOOKUP).stream().map(FakeCall::provider).sorted().toList());
    }
  }

  @Test
  void aPasswordIsNotShown() {
    try (Scene scene = scene()) {
      scene.applied(ACCOUNTS);
      assertFalse(scene.heard().contains("geheim"), scene.heard());
      String told =
          Scene.refusal(
              () -> scene.file(ACCOUNTS.replace("region: east", "region: \"nowhere\"")).plan());
      assertTrue(
          told.contains("the provider east cannot be used: there is nothing in the region"), told);
      assertFalse(told.contains("x1"), told);
    }
  }
}

package dev.paas.provider.jclouds.vm;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan takes for the same as what an import has recorded. */
class AliasesTest {
  private static final MapValue IMPORTED =
      attributes(
          """
          {id: 'v1', status: 'ACTIVE', running: true,
           image: 'i1', imageId: 'i1', imageName: 'debian-12-x86_64', size: 'tiny', sizeId: '1',
           networks: ['private', 'net0'], networkNames: [['private', 'n1'], ['net0', 'n2']]}
          """);

  /** The file over what is recorded, as the engine proposes it. */
  private static MapValue proposed(MapValue prior, MapValue file) {
    return prior.toBuilder()
        .putAll(file)
        .put("status", file.has("size") ? Value.unknown() : prior.getOrNull("status"))
        .put("sizeId", file.has("size") ? Value.unknown() : prior.getOrNull("sizeId"))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{image: 'debian-12-x86_64'}",
        "{image: 'debian-12-*'}",
        "{image: 'i1'}",
        "{size: '1'}",
        "{networks: ['n1', 'n2']}",
        "{networks: ['n1', 'net0']}",
        "{networks: ['private', 'n2']}",
        "{networks: ['private', 'net0']}",
        "{image: 'debian-12-*', size: '1', networks: ['n1', 'n2']}",
      })
  void anotherNameOfTheSameIsNoChange(String file) {
    assertEquals(IMPORTED, Aliases.kept(IMPORTED, proposed(IMPORTED, attributes(file))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{image: 'debian-12'}",
        "{image: 'debian-13-*'}",
        "{image: 'i2'}",
        "{size: '2'}",
        "{size: 'small'}",
        "{networks: ['n2', 'n1']}",
        "{networks: ['n1']}",
        "{networks: ['n1', 'n2', 'n3']}",
        "{networks: ['n1', 'n1']}",
        "{networks: []}",
      })
  void anythingElseIs(String file) {
    MapValue proposed = proposed(IMPORTED, attributes(file));
    assertEquals(proposed, Aliases.kept(IMPORTED, proposed));
  }

  @Test
  void whatIsNotKnownYetIsAChange() {
    MapValue proposed =
        IMPORTED.toBuilder()
            .put("image", Value.unknown())
            .put("networks", Value.list(Value.unknown(), Value.of("net0")))
            .build();
    assertEquals(proposed, Aliases.kept(IMPORTED, proposed));
  }

  /** A machine that is also stopped has another status. */
  @Test
  void whatElseChangesTheStatusIsNotOverlooked() {
    MapValue kept =
        Aliases.kept(IMPORTED, proposed(IMPORTED, attributes("{size: '1', running: false}")));
    assertEquals(Value.of("tiny"), kept.getOrNull("size"));
    assertEquals(Value.of("1"), kept.getOrNull("sizeId"));
    assertEquals(true, kept.getOrNull("status").isUnknown());
  }

  /** Of a machine that was made, an image by its name may be said by its id, and no other name. */
  @Test
  void aMachineThatWasMadeHasOnlyItsImagesId() {
    MapValue made = attributes("{image: 'debian-12-*', imageId: 'i1', networks: ['net0']}");
    MapValue byId = Aliases.kept(made, made.with("image", Value.of("i1")));
    assertEquals(Value.of("debian-12-*"), byId.getOrNull("image"));
    MapValue byName = made.with("image", Value.of("debian-12-x86_64"));
    assertEquals(byName.get("image"), Aliases.kept(made, byName).get("image"));
    MapValue elsewhere = made.with("networks", Value.strings(List.of("n2")));
    assertEquals(elsewhere.get("networks"), Aliases.kept(made, elsewhere).get("networks"));
  }

  /** Whoever rebuilt it with another image has not done what the pattern in the file says. */
  @Test
  void aServerThatWasRebuiltIsNotTheSame() {
    MapValue.Builder real = IMPORTED.toBuilder().put("image", "i3").put("imageId", "i3");
    Aliases.forgetImage(real);
    MapValue prior = real.build();
    MapValue proposed = prior.with("image", Value.of("debian-12-*"));
    assertEquals(proposed.get("image"), Aliases.kept(prior, proposed).get("image"));
  }

  @Test
  void nothingIsKnownOfWhatIsNew() {
    MapValue made = Aliases.kept(null, attributes("{image: 'i1', networks: ['n1']}"));
    assertEquals(Value.nullValue(), made.get("imageName"));
    assertEquals(Value.nullValue(), made.get("networkNames"));
    assertEquals(Value.of("i1"), made.get("image"));
  }
}

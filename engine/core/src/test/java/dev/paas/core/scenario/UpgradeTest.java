package dev.paas.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import dev.paas.core.state.ResourceRecord;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that an older version of a plugin has written. */
final class UpgradeTest {
  private final Path folder;

  UpgradeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static ResourceRecord recorded(Scene scene, String name) {
    return Objects.requireNonNull(scene.recorded().record(Address.of("resources", name)));
  }

  @Test
  void areReadInTheFormOfTheInstalledOne() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.note, value: 1 }\nb: { type: fake.plain, value: 1 }");
      assertEquals(1, recorded(scene, "a").schemaVersion());
      scene
          .noteVersion(2)
          .file("a: { type: fake.note, value: 2 }\nb: { type: fake.plain, value: 1 }");
      assertEquals("", Told.of(scene.plan()));
      assertEquals(1, recorded(scene, "a").schemaVersion());
      scene.applied();
      assertEquals("", scene.changes());
      assertEquals(2, recorded(scene, "a").schemaVersion());
      assertEquals("2", recorded(scene, "a").attributes().getOrNull("value").toString());
      scene.assertSettled();
    }
  }

  @Test
  void areReadSoByWhatRefersToThemAndWhenTheyMove() {
    try (Scene scene = Scene.in(folder)) {
      scene.applied("a: { type: fake.note, value: 1 }");
      scene
          .noteVersion(2)
          .applied(
              """
              resources:
                z: { type: fake.note, value: 2 }
                b: { type: fake.plain, value: "${resources.z.value}" }
              moved: [{ from: resources.a, to: resources.z }]
              """);
      assertEquals("C b", scene.changes());
      assertEquals(2, recorded(scene, "z").schemaVersion());
      scene.assertSettled();
    }
  }

  @Test
  void ofANewerPluginAreRefused() {
    try (Scene scene = Scene.in(folder)) {
      scene.noteVersion(3).applied("a: { type: fake.note, value: 1 }");
      String told = Scene.refusal(() -> scene.noteVersion(2).plan());
      assertTrue(
          told.startsWith(
              "provider.older: resources.a was recorded by a newer version of the plugin fake"),
          told);
    }
  }

  @Test
  void thatCannotBeReadAnyMoreAreAnError() {
    try (Scene scene = Scene.in(folder)) {
      scene.noteVersion(7).applied("a: { type: fake.note, value: 1 }");
      String told = Scene.refusal(() -> scene.noteVersion(8).plan());
      assertTrue(told.contains("cannot read what is recorded of resources.a"), told);
      assertTrue(told.contains("the form 7 is forgotten"), told);
    }
  }
}

package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state is read while the platform is still being read, which nobody may notice. */
final class ReadAheadTest {
  private final Path folder;

  ReadAheadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void makeSomething() throws IOException {
    write("a: { type: data, input: x }");
    Commands.output(folder, "apply", "--auto-approve");
  }

  private void write(String resources) throws IOException {
    Files.writeString(
        folder.resolve("platform.yaml"),
        "apiVersion: paas/v1\nname: shop\nresources: { " + resources + " }\n");
  }

  private void damageState() throws IOException {
    Path journal = folder.resolve(".paas/state/default/journal");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
  }

  private void assertToldAlone(String resources, String wrong) throws IOException {
    damageState();
    write(resources);

    String told = Commands.errors(folder, "plan");

    assertTrue(told.contains(wrong), told);
    assertFalse(told.contains("journal"), told);
  }

  @Test
  void aFileThatIsWrongIsToldAloneWhateverTheStateIs() throws IOException {
    assertToldAlone(
        "a: { type: data, input: \"${resources.b.output}\" }", "there is no \"b\" in resources");
  }

  @Test
  void aStateThatCannotBeReadIsToldOnce() throws IOException {
    damageState();

    String told = Commands.errors(folder, "plan");

    assertEquals(2, told.split("state.corrupt", -1).length, told);
  }

  @Test
  void aCircleIsToldAloneToo() throws IOException {
    assertToldAlone(
        "a: { type: data, input: \"${resources.a.output}\" }", "resources.a refers to itself");
  }

  @Test
  void aFileThatIsNoYamlIsToldAloneWhateverTheStateIs() throws IOException {
    assertToldAlone("a: { type: data, input: [ }", "this is not valid YAML");
  }

  @Test
  void whatTheFileSaysOfTheStateAfterItsNameCounts() throws IOException {
    Files.writeString(
        folder.resolve("platform.yaml"),
        """
        apiVersion: paas/v1
        name: shop
        resources: { a: { type: data, input: x } }
        state: { backend: local, path: elsewhere }
        """);

    String told = Commands.errors(folder, "plan");

    assertTrue(told.contains("elsewhere"), told);
    assertFalse(told.contains("No changes"), told);
  }

  @Test
  void anotherNameInAnOverlayIsAnotherPlatform() throws IOException {
    Files.writeString(folder.resolve("platform.test.yaml"), "name: shop-test\n");

    String told = Commands.output(folder, "plan", "--env", "test");

    assertTrue(told.contains("1 to create"), told);
  }
}

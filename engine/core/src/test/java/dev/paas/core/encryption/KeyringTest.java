package dev.paas.core.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.encryption.Keyring.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyringTest {
  private static final String A = key('a');
  private static final String B = key('b');
  private static final String C = key('c');

  private final Path folder;

  KeyringTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String key(char of) {
    byte[] bytes = new byte[Encryption.KEY_BYTES];
    java.util.Arrays.fill(bytes, (byte) of);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String id(String key) {
    return Encryption.withKey(Base64.getDecoder().decode(key)).keyId();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static KeySource.Variable variable(String name) {
    return new KeySource.Variable(name, null);
  }

  private KeySource.Command command(Duration timeout, String... arguments) {
    return new KeySource.Command(List.of(arguments), folder, timeout, null);
  }

  private Keyring keyring(KeySettings settings, Map<String, String> environment) {
    return new Keyring(settings, environment, folder.resolve("own.key"), false);
  }

  private static String refusal(Keyring keys) {
    DiagnosticException refused = assertThrows(DiagnosticException.class, keys::forWriting);
    return refused.diagnostics().stream()
        .map(each -> each.summary() + " " + each.detail() + " " + each.output())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theEnvironmentTakesThePlaceOfWhatTheFileSays() throws Exception {
    KeySettings settings = new KeySettings(variable("MINE"), List.of());
    String named = file("named.key", B + "\n").toString();
    assertEquals(id(C), keyring(settings, Map.of("MINE", C)).idForWriting());
    assertEquals(
        id(B), keyring(settings, Map.of("MINE", C, Keyring.FILE_VARIABLE, named)).idForWriting());
    assertEquals(
        id(A),
        keyring(settings, Map.of("MINE", C, Keyring.FILE_VARIABLE, named, Keyring.VARIABLE, A))
            .idForWriting());
    assertFalse(Files.exists(folder.resolve("own.key")));
  }

  @Test
  void theFirstEncryptsAndAllDecrypt() throws Exception {
    Map<String, String> environment = Map.of("A", A, "B", B, "C", C);
    String old = Encryption.withKey(Base64.getDecoder().decode(A)).encrypt("text", "place");
    Keyring both =
        keyring(new KeySettings(variable("B"), List.of(variable("C"), variable("A"))), environment);
    assertEquals("text", both.decrypt(old, "place"));
    assertEquals(id(B), both.idForWriting());
    assertEquals(Standing.CURRENT, both.standing(id(B)));
    assertEquals(Standing.OLD, both.standing(id(A)));
    assertEquals(Standing.UNKNOWN, both.standing("00000000"));
    assertEquals(Standing.UNKNOWN, both.standing(Keyring.IN_CLEAR));
    Undecryptable elsewhere =
        assertThrows(Undecryptable.class, () -> both.decrypt(old, "other place"));
    assertEquals(Undecryptable.Reason.CHANGED, elsewhere.reason());
    assertThrows(Undecryptable.class, both::admitClear);
  }

  @Test
  void aCommandIsNotRunBeforeItsKeyIsNeeded() throws Exception {
    Path log = folder.resolve("log");
    KeySource.Command logs =
        command(Duration.ofMinutes(5), "sh", "-c", "echo run >> log; echo " + A);
    KeySettings settings = new KeySettings(variable("B"), List.of(logs));
    Keyring keys = keyring(settings, Map.of("B", B));
    keys.check();
    assertEquals(id(B), keys.idForWriting());
    assertFalse(Files.exists(log));
    assertEquals(Standing.OLD, keys.standing(id(A)));
    assertEquals(Standing.UNKNOWN, keys.standing("00000000"));
    assertEquals(List.of("run"), Files.readAllLines(log));
  }

  @Test
  void whatACommandWritesIsNeverTold() {
    String told =
        refusal(
            keyring(
                new KeySettings(
                    command(Duration.ofMinutes(5), "sh", "-c", "echo secret; echo why >&2; exit 4"),
                    List.of()),
                Map.of()));
    assertTrue(told.contains("ended with 4") && told.contains("why"), told);
    assertFalse(told.contains("secret"), told);
    String tooMuch =
        refusal(
            keyring(
                new KeySettings(
                    command(Duration.ofMinutes(5), "sh", "-c", "yes secret | head -c 100000"),
                    List.of()),
                Map.of()));
    assertTrue(tooMuch.contains("wrote too much"), tooMuch);
    assertFalse(tooMuch.contains("secret"), tooMuch);
  }

  @Test
  void aCommandThatDoesNotEndIsEnded() {
    KeySource.Command sleeps = command(Duration.ofMillis(300), "sh", "-c", "sleep 900");
    String told = refusal(keyring(new KeySettings(sleeps, List.of()), Map.of()));
    assertTrue(told.contains("did not end in time") && told.contains("300 ms"), told);
    KeySource.Command floods = command(Duration.ofMillis(300), "sh", "-c", "yes complaint >&2");
    assertTrue(refusal(keyring(new KeySettings(floods, List.of()), Map.of())).contains("in time"));
  }

  @Test
  void whatACommandLeavesRunningIsNotWaitedFor() {
    KeySource.Command leaves =
        command(Duration.ofMinutes(5), "sh", "-c", "echo " + A + "; sleep 10 &");
    assertEquals(id(A), keyring(new KeySettings(leaves, List.of()), Map.of()).idForWriting());
  }

  @Test
  void aKeyThatIsMadeHereIsExchangedWhole() throws Exception {
    Keyring keys = keyring(KeySettings.DEFAULT, Map.of());
    String first = keys.idForWriting();
    Keyring other = keyring(KeySettings.DEFAULT, Map.of());
    assertEquals(first, other.idForWriting());

    String second = keys.beginRenewal();
    assertNotEquals(first, second);
    assertEquals(second, keyring(KeySettings.DEFAULT, Map.of()).beginRenewal());
    assertEquals(Standing.CURRENT, keyring(KeySettings.DEFAULT, Map.of()).standing(first));
    assertEquals(Standing.CURRENT, other.standing(second), "found although it was made meanwhile");
    assertEquals(second, other.idForWriting());
    keys.endRenewal();

    Keyring later = keyring(KeySettings.DEFAULT, Map.of());
    assertEquals(second, later.idForWriting());
    assertEquals(Standing.UNKNOWN, later.standing(first));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          Set.of("own.key"),
          files.map(each -> each.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void aFileThatEverybodyCanReadIsToldOf() throws Exception {
    Path file = file("open.key", A);
    KeySettings settings = new KeySettings(new KeySource.File(file, null), List.of());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    List<Diagnostic> told = keyring(settings, Map.of()).warnings();
    assertEquals(1, told.size());
    assertEquals("chmod 600 " + file, told.get(0).hint());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(List.of(), keyring(settings, Map.of()).warnings());
  }

  @Test
  void whatIsNotAKeyIsRefusedBeforeItIsNeeded() throws Exception {
    for (String text : List.of("", "geheim", A + A, "x".repeat(100_000), "\u00e4\u00f6\n")) {
      KeySource source = new KeySource.File(file("bad.key", text), null);
      Keyring keys = keyring(new KeySettings(source, List.of()), Map.of());
      DiagnosticException refused = assertThrows(DiagnosticException.class, keys::check);
      assertTrue(refused.diagnostics().get(0).summary().contains("is not one"));
    }
    KeySource folderInstead = new KeySource.File(folder, null);
    assertThrows(
        DiagnosticException.class,
        () -> keyring(new KeySettings(folderInstead, List.of()), Map.of()).check());
  }
}

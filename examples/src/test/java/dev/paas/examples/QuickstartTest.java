package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/quickstart}: no daemon, no root. */
final class QuickstartTest {
  private final Paas paas;

  QuickstartTest(@TempDir Path folder) throws IOException {
    this.paas = new Paas(ExampleFolder.copy("quickstart", folder.resolve("it")), Map.of());
  }

  private String generated(String name) throws IOException {
    return Files.readString(paas.folder().resolve("generated").resolve(name));
  }

  @Test
  void isMadeChangedAndTakenBack() throws IOException, InterruptedException {
    String applied = paas.run("apply", "--auto-approve").succeeded();
    assertTrue(applied.contains("Done in "), applied);
    String password = paas.run("output", "db-password").succeeded().strip();
    assertEquals(24, password.length());
    assertFalse(applied.contains(password), "the password was shown");
    assertFalse(
        ExampleFolder.content(paas.folder().resolve(".paas")).contains(password),
        "the password is in the state in clear");
    assertTrue(generated("db.env").contains("DB_PASSWORD=" + password));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(paas.folder().resolve("generated/db.env"))));
    assertTrue(generated("app.toml").contains("domain = \"shop.test\""));
    assertTrue(Files.exists(paas.folder().resolve("generated/worker-1.conf")));

    assertEquals(0, paas.run("plan", "--detailed-exitcode").code());
    assertEquals(0, paas.run("plan", "--detailed-exitcode", "--refresh=false").code());

    assertEquals(2, paas.run("plan", "--detailed-exitcode", "--var", "workers=1").code());
    paas.run("apply", "--auto-approve", "--var", "workers=1", "--var", "domain=example.org")
        .succeeded();
    assertFalse(Files.exists(paas.folder().resolve("generated/worker-1.conf")));
    assertTrue(generated("app.toml").contains("domain = \"example.org\""));
    assertEquals(password, paas.run("output", "db-password").succeeded().strip());

    paas.run("destroy", "--auto-approve").succeeded();
    assertFalse(Files.exists(paas.folder().resolve("generated")));
    assertEquals("", paas.run("state", "list").succeeded().strip());
  }

  @Test
  void driftIsSeenAndHealed() throws IOException, InterruptedException {
    paas.run("apply", "--auto-approve").succeeded();
    String before = generated("app.toml");
    Files.writeString(paas.folder().resolve("generated/app.toml"), "by hand\n");
    Files.delete(paas.folder().resolve("generated/worker-0.conf"));
    Paas.Result plan = paas.run("plan", "--detailed-exitcode");
    assertEquals(2, plan.code());
    assertTrue(plan.out().contains("Changed outside of paas"), plan.out());
    paas.run("apply", "--auto-approve").succeeded();
    assertEquals(before, generated("app.toml"));
    assertTrue(Files.exists(paas.folder().resolve("generated/worker-0.conf")));
    assertEquals(0, paas.run("plan", "--detailed-exitcode").code());
  }

  @Test
  void aSavedPlanIsCarriedOutAsItWas() throws IOException, InterruptedException {
    paas.run("plan", "--out", "first.plan").succeeded();
    assertFalse(Files.exists(paas.folder().resolve("generated")), "planning made something");
    paas.run("apply", "first.plan").succeeded();
    assertTrue(Files.exists(paas.folder().resolve("generated/app.toml")));
    String again = paas.run("apply", "first.plan").failed();
    assertTrue(again.contains("error["), again);
  }
}

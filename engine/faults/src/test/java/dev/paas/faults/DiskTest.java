package dev.paas.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.core.apply.ApplyResult;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.faults.mortal.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the state gets full, or cannot be written, in the middle of an apply. */
@Timeout(120)
final class DiskTest {
  private final Path folder;
  private final Path disk;
  private boolean mounted;

  DiskTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    disk = Files.createDirectory(folder.resolve("disk"));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @BeforeEach
  void mount() throws Exception {
    boolean root = Files.getOwner(disk).getName().equals("root");
    assumeTrue(root, "needs to be root, to mount a small file system");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    assumeTrue(mounted, "needs a system that lets root mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(run("umount", disk.toString()));
    }
  }

  private Site site() throws Exception {
    Site site = new Site(folder.resolve("site"), new LocalPlace(disk.resolve("state")));
    site.file(Change.BEFORE).applied();
    return site.file(Change.AFTER);
  }

  @Test
  void aFullDiskStopsItUntilThereIsSpace() throws Exception {
    Site site = site();
    Path filler = disk.resolve("filler");
    try (Life life = Life.immortal()) {
      life.at(60, () -> fill(filler));
      ApplyResult result = site.apply(life);
      assertFalse(result.isComplete());
      assertTrue(
          result.errors().stream().allMatch(error -> error.problem() == Problem.STATE_FULL),
          () -> result.errors().toString());
    }
    Files.delete(filler);
    site.applied();
    Harmony.check(site, Harmony.world(site.world()));
  }

  /** To the last byte, so that nothing fits behind what is there. */
  private static void fill(Path filler) {
    int piece = 1 << 16;
    try (var out = Files.newOutputStream(filler)) {
      while (piece > 0) {
        piece = written(out, piece) ? piece : piece / 2;
      }
    } catch (IOException full) {
      throw new java.io.UncheckedIOException(full);
    }
  }

  private static boolean written(java.io.OutputStream out, int size) {
    try {
      out.write(new byte[size]);
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  @Test
  void whereNothingCanBeWrittenNothingIsMade() throws Exception {
    Site site = site();
    String before = Harmony.world(site.world());
    assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "needs to mount read-only");
    try (Life life = Life.immortal()) {
      DiagnosticException refused = assertThrows(DiagnosticException.class, () -> site.apply(life));
      assertEquals(Problem.STATE_READ_ONLY, refused.diagnostics().get(0).problem());
    }
    assertEquals(before, Harmony.world(site.world()));
    assertTrue(run("mount", "-o", "remount,rw", disk.toString()));
    site.applied();
    Harmony.check(site, Harmony.world(site.world()));
  }
}

package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.plan.SavedPlan;
import dev.paas.core.source.IoReason;
import dev.paas.core.source.WholeFile;
import dev.paas.core.state.Sealing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Files of saved plans: a line with the digest of the rest, perhaps signed, the environment and the
 * platform's file; and the plan as JSON in which sensitive values are encrypted with the state's
 * key, as {@code schema/saved-plan.schema.json} describes it.
 */
final class PlanFiles {
  private static final String HEADER = "paas plan ";
  private static final String PLACE = "plan";

  private static final String CHANGED =
      "It was changed or cut off since it was written: its digest is wrong.";

  /** Stands for the environment without a name. */
  private static final String DEFAULT_ENVIRONMENT = ".";

  private PlanFiles() {}

  /** Finds what opens the values that are sealed in a plan. */
  interface Sealings {
    /** What was sealed for a platform's file, and an environment. */
    Sealing of(String platformFile, String environment);
  }

  /** The name of a file, for one line. */
  private static String saved(String file) {
    return file.replace("\n", "\\n");
  }

  private static String environment(SavedPlan plan) {
    String environment = plan.plan().platform().environment();
    return environment.isEmpty() ? DEFAULT_ENVIRONMENT : environment;
  }

  /** Writes a plan: all of it, or nothing. */
  static void write(
      SavedPlan plan, Path file, String name, Sealing sealing, PlanSignatures signatures) {
    byte[] body = sealing.seal(plan.toValue(), PLACE);
    String digest = digest(body);
    String origin = environment(plan) + " " + saved(plan.origin().file());
    String signature = signatures.sign(signed(digest, origin));
    String first = HEADER + digest + signature + " " + origin + "\n";
    byte[] header = first.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, all, header.length, body.length);
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      checkReplaceable(file, name);
      WholeFile.writeOwnerOnly(file, all);
    } catch (IOException unwritable) {
      boolean missing = folder == null || !Files.isDirectory(folder);
      throw Diagnostic.error(Problem.PLAN_FILE, "cannot write the plan to " + name)
          .detail(missing ? "The folder does not exist." : IoReason.of(unwritable))
          .toException();
    }
  }

  /**
   * Reads a plan.
   *
   * @param sealings open what was sealed for the platform that the plan names
   */
  static SavedPlan read(Path file, String name, Sealings sealings, PlanSignatures signatures) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw Diagnostic.error(Problem.PLAN_FILE, "cannot read the plan " + name)
          .detail(IoReason.of(unreadable))
          .toException();
    }
    int newline = 0;
    while (newline < all.length && all[newline] != '\n') {
      newline++;
    }
    String header = new String(all, 0, newline, StandardCharsets.UTF_8);
    int space = header.indexOf(' ', HEADER.length());
    int second = header.indexOf(' ', space + 1);
    if (!header.startsWith(HEADER) || space < 0 || second < 0) {
      throw refused(name, "It does not begin like one.");
    }
    byte[] body = Arrays.copyOfRange(all, Math.min(all.length, newline + 1), all.length);
    String marks = header.substring(HEADER.length(), space);
    String digest = digest(body);
    if (!marks.equals(digest) && !marks.startsWith(digest + PlanSignatures.MARK)) {
      throw refused(name, CHANGED);
    }
    String environment = header.substring(space + 1, second);
    String platformFile = header.substring(second + 1);
    signatures.verify(
        signed(digest, header.substring(space + 1)),
        marks.substring(digest.length()),
        "the plan " + name);
    Sealing sealing =
        sealings.of(platformFile, environment.equals(DEFAULT_ENVIRONMENT) ? "" : environment);
    SavedPlan plan = SavedPlan.from(sealing.unseal(body, PLACE, "the plan " + name), name);
    if (!saved(plan.origin().file()).equals(platformFile)
        || !environment(plan).equals(environment)) {
      throw refused(name, CHANGED);
    }
    return plan;
  }

  private static byte[] signed(String digest, String origin) {
    return (digest + " " + origin).getBytes(StandardCharsets.UTF_8);
  }

  private static DiagnosticException refused(String name, String why) {
    boolean platform = name.endsWith(".yaml") || name.endsWith(".yml");
    return Diagnostic.error(Problem.PLAN_FILE, name + " is not a saved plan")
        .detail(why)
        .hint(
            platform
                ? "A platform's file is named with -f " + name + "."
                : "Plan again: paas plan --out " + name + ".")
        .toException();
  }

  /** What somebody else has made must not be lost to a slip of the keyboard. */
  private static void checkReplaceable(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(header.length), header)) {
        throw Diagnostic.error(Problem.PLAN_FILE, name + " exists, and is not a saved plan")
            .detail("It would be lost.")
            .hint("Choose another name, or remove it first.")
            .toException();
      }
    }
  }

  /** The SHA-256 of bytes, in hex. */
  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.paas.cli.differential;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paas.cli.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random configurations and changes of them, planned and applied by Terraform and by this engine:
 * the actions for each address and the order of the steps must be the same, but for what {@link
 * Comparison} names. Terraform's order is the graph of its plan; that it keeps to it is checked, as
 * it is of ours.
 *
 * <p>A failure is made smaller and names its seed; {@code -Dpaas.differential.seed=N} plays that
 * one alone, {@code -Dpaas.differential.seeds=N} so many. Where there is no {@code terraform} on
 * the PATH there is nothing to compare with.
 *
 * <p>Not compared, for there is no common form of it: references to {@code output}, which Terraform
 * calls unknown whenever the input changes or the resource is replaced and this engine only when
 * the input is unknown; a resource that begins or ceases to have {@code replace_triggered_by},
 * which compares with the plan there and with what is recorded here; a resource that gets or loses
 * {@code count}, which Terraform takes for a move.
 */
final class DifferentialTest {
  private final Path folder;

  DifferentialTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void terraformDoesTheSame() throws Exception {
    String found = Terraform.program();
    assumeTrue(found != null, "does not apply: there is no terraform on the PATH");
    String program = String.valueOf(found);
    List<Path> plugins = TestPlugins.in(folder.resolve("plugins"));
    Integer only = Integer.getInteger("paas.differential.seed");
    int first = only == null ? 0 : only;
    int last = only == null ? Integer.getInteger("paas.differential.seeds", 20) : only + 1;
    List<String> differences = new ArrayList<>();
    for (int seed = first; seed < last; seed++) {
      Random random = new Random(seed);
      boolean whole = random.nextBoolean();
      List<Configuration> story = story(new Generator(random, whole));
      Path place = folder.resolve("seed" + seed);
      if (play(story, whole, program, plugins, place.resolve("first")) != null) {
        differences.add(
            "-Dpaas.differential.seed="
                + seed
                + "\n"
                + told(story, whole, program, plugins, place));
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("\n", differences));
    }
  }

  /** Three configurations after one another, and nothing at the end. */
  private static List<Configuration> story(Generator generator) {
    return List.of(
        generator.next(), generator.next(), generator.next(), Configuration.of(List.of()));
  }

  private static String told(
      List<Configuration> story, boolean whole, String program, List<Path> plugins, Path place)
      throws Exception {
    int[] plays = {0};
    Shrinker.Play play =
        smaller -> play(smaller, whole, program, plugins, place.resolve("play" + plays[0]++));
    List<Configuration> smallest = new Shrinker(play).shrunk(story);
    StringBuilder told = new StringBuilder();
    for (Configuration one : smallest) {
      told.append("--- platform.yaml\n").append(one.platform());
      told.append("--- main.tf\n").append(one.terraform());
    }
    return told.append("---\n").append(play.of(smallest)).append('\n').toString();
  }

  private static @Nullable String play(
      List<Configuration> story, boolean whole, String program, List<Path> plugins, Path place)
      throws IOException, InterruptedException {
    Terraform terraform =
        new Terraform(program, Files.createDirectories(place.resolve("terraform")));
    Paas paas = new Paas(Files.createDirectories(place.resolve("paas")), plugins);
    Configuration before = Configuration.of(List.of());
    for (Configuration now : story) {
      Outcome theirs = terraform.apply(now);
      Outcome ours = paas.apply(now);
      Comparison.Finding found =
          new Comparison(before.renamed(now.moved()), now, theirs, ours).compare(whole);
      if (found.difference() != null) {
        return found.difference();
      }
      switch (found.verdict()) {
        case SAME -> {
          String left = paas.left();
          if (!left.isEmpty()) {
            return "after our apply there is something to do: " + left;
          }
          before = now;
        }
        case REFUSED -> {}
        case PARTED -> {
          return null;
        }
      }
    }
    return null;
  }
}

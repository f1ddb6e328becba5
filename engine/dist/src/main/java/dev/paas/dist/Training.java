package dev.paas.dist;

import dev.paas.cli.Main;
import java.util.List;

/**
 * Runs the commands of a platform's life, one after the other, in the working folder: the classes
 * that this loads are those that an archive of classes should have.
 *
 * <p>The working folder is one for this purpose, and holds a {@code platform.yaml} with a variable
 * {@code greeting} that its resources follow.
 */
public final class Training {
  private static final int ERROR = 1;
  private static final int CHANGES = 2;

  private record Lesson(int exitCode, List<String> arguments) {
    static Lesson of(int exitCode, String arguments) {
      return new Lesson(exitCode, List.of(arguments.split(" ")));
    }
  }

  private static final List<Lesson> LESSONS =
      List.of(
          Lesson.of(0, "--help"),
          Lesson.of(0, "plan --help"),
          Lesson.of(0, "version"),
          Lesson.of(0, "providers"),
          Lesson.of(0, "init new"),
          Lesson.of(0, "validate -f new"),
          Lesson.of(0, "validate"),
          Lesson.of(CHANGES, "plan --detailed-exitcode"),
          Lesson.of(0, "plan --out first.plan"),
          Lesson.of(0, "apply --auto-approve"),
          Lesson.of(0, "plan --detailed-exitcode"),
          Lesson.of(0, "apply --auto-approve --var greeting=Goodbye"),
          Lesson.of(CHANGES, "plan --detailed-exitcode --json"),
          Lesson.of(0, "output"),
          Lesson.of(0, "output --json"),
          Lesson.of(0, "show"),
          Lesson.of(0, "graph"),
          Lesson.of(0, "state list"),
          Lesson.of(ERROR, "plan --var greting=Hello"),
          Lesson.of(0, "destroy --auto-approve"));

  private Training() {}

  /** Runs all; ends with 1 and a message when a command ends in another way than it should. */
  public static void main(String[] arguments) {
    for (Lesson lesson : LESSONS) {
      int code = Main.run(lesson.arguments().toArray(new String[0]));
      if (code != lesson.exitCode()) {
        System.err.println(
            "training: paas "
                + String.join(" ", lesson.arguments())
                + " ended with "
                + code
                + " instead of "
                + lesson.exitCode());
        System.exit(1);
      }
    }
    System.exit(0);
  }
}

package dev.paas.cli.command;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.Value;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the commands have in common that change the state by hand. */
abstract class StateChangingCommand extends PlatformCommand {
  @Option(names = "--auto-approve", description = "Do not ask.", order = 14)
  private boolean autoApprove;

  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for others who are at work on the same, such as 30s.",
      order = 15)
  private String lockTimeout = "0s";

  @Option(names = "--dry-run", description = "Show what would be done, and do nothing.", order = 16)
  private boolean dryRun;

  @Option(names = "--json", description = "Write JSON instead of text.", order = 20)
  private boolean json;

  StateChangingCommand(Session session) {
    super(session);
  }

  protected final boolean json() {
    return json;
  }

  protected final boolean dryRun() {
    return dryRun;
  }

  protected final Duration patience() {
    return LockTimeout.of(lockTimeout);
  }

  /** Makes sure that somebody can be asked, where that is needed, before anything is looked at. */
  protected final void checkAsks(String firstLook) {
    if (!autoApprove && !dryRun) {
      Questions.requireSomebody(terminal(), json, firstLook + ", and then say --auto-approve.");
    }
  }

  /** Asks, unless that was answered with an option. */
  protected final boolean approves(String question) {
    if (autoApprove || Questions.answersYes(terminal(), question)) {
      return true;
    }
    say("Nothing was changed.");
    return false;
  }

  /** Writes a value without anything sensitive in it as JSON. */
  protected final void sayJson(Value value) {
    say(JsonValues.toJson(value, JsonValues.NONE));
  }

  /** {@code 1 resource}, {@code 3 resources}. */
  protected static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}

package dev.paas.cli.command;

import dev.paas.core.plan.PlanOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What plan, apply and destroy have in common. */
abstract class PlanningCommand extends PlatformCommand {
  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many things may be done at the same time; ${DEFAULT-VALUE} when left out.",
      order = 5)
  private int parallelism = DEFAULT_PARALLELISM;

  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "Only this resource, and what it needs. Can be given several times.",
      order = 10)
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "ADDRESS",
      description = "Leave this resource alone, and what refers to it. Can be given several times.",
      order = 11)
  private List<String> excluded = new ArrayList<>();

  @Option(
      names = "--replace",
      paramLabel = "ADDRESS",
      description = "Replace this resource in any case. Can be given several times.",
      order = 11)
  private List<String> replaced = new ArrayList<>();

  @Option(
      names = "--refresh",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether to look at what is really there first; yes when left out.",
      order = 12)
  private boolean refresh = true;

  @Option(
      names = "--no-staged",
      description = "Refuse what cannot be planned exactly yet, instead of deferring it.",
      order = 16)
  private boolean exact;

  @Option(names = "--json", description = "Write JSON instead of text.", order = 20)
  private boolean json;

  protected PlanningCommand(Session session) {
    super(session);
  }

  @Override
  protected final int parallelism() {
    return parallelism;
  }

  protected final boolean json() {
    return json;
  }

  protected final PlanOptions options(PlanOptions.Mode mode) {
    return new PlanOptions(
        mode,
        refresh,
        addresses(targets, "--target"),
        addresses(replaced, "--replace"),
        addresses(excluded, "--exclude"),
        !exact);
  }

  /** What a plan is for, by options that exclude one another. */
  protected final PlanOptions.Mode mode(boolean destroy, boolean refreshOnly) {
    if (destroy && refreshOnly) {
      throw usage("--destroy and --refresh-only cannot be given together").toException();
    }
    if (refreshOnly && !refresh) {
      throw usage("--refresh-only and --refresh=false cannot be given together").toException();
    }
    if ((destroy || refreshOnly) && !replaced.isEmpty()) {
      throw usage("--replace cannot be given with " + (destroy ? "--destroy" : "--refresh-only"))
          .toException();
    }
    if (destroy) {
      return PlanOptions.Mode.DESTROY;
    }
    return refreshOnly ? PlanOptions.Mode.REFRESH : PlanOptions.Mode.APPLY;
  }
}

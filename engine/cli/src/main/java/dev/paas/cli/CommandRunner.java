package dev.paas.cli;

import dev.paas.cli.command.ApplyCommand;
import dev.paas.cli.command.BaseCommand;
import dev.paas.cli.command.CompletionCommand;
import dev.paas.cli.command.ConsoleCommand;
import dev.paas.cli.command.DestroyCommand;
import dev.paas.cli.command.DiffCommand;
import dev.paas.cli.command.DriftCommand;
import dev.paas.cli.command.ExecCommand;
import dev.paas.cli.command.ExitCode;
import dev.paas.cli.command.ExplainCommand;
import dev.paas.cli.command.FmtCommand;
import dev.paas.cli.command.GraphCommand;
import dev.paas.cli.command.HistoryCommand;
import dev.paas.cli.command.ImportCommand;
import dev.paas.cli.command.InitCommand;
import dev.paas.cli.command.LogsCommand;
import dev.paas.cli.command.ModulesGetCommand;
import dev.paas.cli.command.ModulesUpdateCommand;
import dev.paas.cli.command.OutputCommand;
import dev.paas.cli.command.PlanCommand;
import dev.paas.cli.command.ProvidersCommand;
import dev.paas.cli.command.PsCommand;
import dev.paas.cli.command.RefreshCommand;
import dev.paas.cli.command.RollbackCommand;
import dev.paas.cli.command.SchemaCommand;
import dev.paas.cli.command.Session;
import dev.paas.cli.command.ShowCommand;
import dev.paas.cli.command.SshCommand;
import dev.paas.cli.command.StateListCommand;
import dev.paas.cli.command.StateMigrateCommand;
import dev.paas.cli.command.StateMoveCommand;
import dev.paas.cli.command.StatePullCommand;
import dev.paas.cli.command.StatePushCommand;
import dev.paas.cli.command.StateRekeyCommand;
import dev.paas.cli.command.StateRemoveCommand;
import dev.paas.cli.command.StateShowCommand;
import dev.paas.cli.command.StateUnlockCommand;
import dev.paas.cli.command.StateVerifyCommand;
import dev.paas.cli.command.ValidateCommand;
import dev.paas.cli.command.VersionCommand;
import dev.paas.cli.command.WhyCommand;
import dev.paas.cli.text.DiagnosticText;
import dev.paas.cli.text.Painter;
import dev.paas.cli.text.Style;
import dev.paas.core.diagnostic.Diagnostic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Finds the command that is meant and runs it. Only that command's options are looked at: reading
 * those of all would take longer than most commands do.
 */
final class CommandRunner {
  /** The first words of commands that have two. */
  private static final List<String> GROUPS = List.of("state", "modules");

  private final Session session;
  private final Map<String, Function<Session, BaseCommand>> commands = new LinkedHashMap<>();

  CommandRunner(Session session) {
    this.session = session;
    commands.put("init", InitCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("fmt", FmtCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("drift", DriftCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("apply", ApplyCommand::new);
    commands.put("destroy", DestroyCommand::new);
    commands.put("refresh", RefreshCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("history", HistoryCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("output", OutputCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("console", ConsoleCommand::new);
    commands.put("graph", GraphCommand::new);
    commands.put("ps", PsCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("exec", ExecCommand::new);
    commands.put("ssh", SshCommand::new);
    commands.put("state list", StateListCommand::new);
    commands.put("state show", StateShowCommand::new);
    commands.put("state mv", StateMoveCommand::new);
    commands.put("state rm", StateRemoveCommand::new);
    commands.put("state pull", StatePullCommand::new);
    commands.put("state push", StatePushCommand::new);
    commands.put("state unlock", StateUnlockCommand::new);
    commands.put("state migrate", StateMigrateCommand::new);
    commands.put("state verify", StateVerifyCommand::new);
    commands.put("state rekey", StateRekeyCommand::new);
    commands.put("modules get", ModulesGetCommand::new);
    commands.put("modules update", ModulesUpdateCommand::new);
    commands.put("providers", ProvidersCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("completion", each -> new CompletionCommand(each, this::everything));
  }

  /** Runs the command in {@code arguments} and returns the exit code. */
  int run(String... arguments) {
    if (arguments.length == 0 || isHelp(arguments[0])) {
      session.terminal().out().print(new RootHelp(painter(), commandLines()).text());
      return arguments.length == 0 ? ExitCode.ERROR : ExitCode.DONE;
    }
    String name = arguments[0].equals("--version") ? "version" : arguments[0];
    int words = 1;
    if (GROUPS.contains(name)) {
      name = arguments.length > 1 ? name + " " + arguments[1] : name;
      words = Math.min(2, arguments.length);
    }
    Function<Session, BaseCommand> command = commands.get(spaced(name));
    if (command == null) {
      return refused(UsageErrors.unknownCommand(name, commands.keySet()));
    }
    List<String> rest = List.of(arguments).subList(words, arguments.length);
    BaseCommand made = command.apply(session);
    made.prepare();
    return commandLine(name, made).execute(rest.toArray(new String[0]));
  }

  /** {@code state-list} is {@code state list}. */
  private static String spaced(String name) {
    for (String group : GROUPS) {
      if (name.startsWith(group + "-")) {
        return group + " " + name.substring(group.length() + 1);
      }
    }
    return name;
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h") || argument.equals("help");
  }

  /** The program with all its commands, for completion. */
  private CommandLine everything() {
    CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("paas"));
    Map<String, CommandLine> groups = new LinkedHashMap<>();
    for (String group : GROUPS) {
      CommandLine made = new CommandLine(CommandLine.Model.CommandSpec.create().name(group));
      root.addSubcommand(group, made);
      groups.put(group, made);
    }
    commands.forEach(
        (name, command) -> {
          int blank = name.indexOf(' ');
          CommandLine group =
              blank < 0 ? root : groups.getOrDefault(name.substring(0, blank), root);
          group.addSubcommand(name.substring(blank + 1), line(command.apply(session)));
        });
    return root;
  }

  private Map<String, CommandLine> commandLines() {
    Map<String, CommandLine> lines = new LinkedHashMap<>();
    commands.forEach((name, command) -> lines.put(name, commandLine(name, command.apply(session))));
    return lines;
  }

  private CommandLine commandLine(String name, BaseCommand command) {
    CommandLine line = line(command);
    line.setCommandName("paas " + name);
    line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(session.terminal().err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(painter().enabled() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.min(120, session.terminal().width()));
    line.setParameterExceptionHandler(this::invalidArguments);
    line.setExecutionExceptionHandler(this::defect);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static CommandLine line(BaseCommand command) {
    CommandLine line = new CommandLine(command);
    for (String option : command.withoutOptions()) {
      line.getCommandSpec().remove(line.getCommandSpec().findOption(option));
    }
    return line;
  }

  private Painter painter() {
    return session.terminal().painter();
  }

  private int invalidArguments(CommandLine.ParameterException problem, String[] arguments) {
    return refused(UsageErrors.of(problem));
  }

  private int refused(Diagnostic why) {
    session
        .terminal()
        .err()
        .print(new DiagnosticText(session.terminal().errorPainter()).render(List.of(why)));
    return ExitCode.ERROR;
  }

  private int defect(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
    Painter painter = session.terminal().errorPainter();
    session
        .terminal()
        .err()
        .println(painter.paint("error", Style.RED, Style.BOLD) + ": a defect in paas: " + problem);
    session.terminal().err().println("  Please report it, with what follows.");
    problem.printStackTrace(session.terminal().err());
    return ExitCode.ERROR;
  }
}

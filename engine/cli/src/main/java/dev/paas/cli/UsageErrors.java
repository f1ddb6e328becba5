package dev.paas.cli;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with how a command was called, in our words. */
final class UsageErrors {
  private UsageErrors() {}

  /** There is no such command. */
  static Diagnostic unknownCommand(String name, Collection<String> commands) {
    if (name.equals("state")) {
      return error("which command of state is meant?", null, list("state ", commands));
    }
    if (name.startsWith("-")) {
      return error(
          "a command comes before the options",
          null,
          "Write paas COMMAND " + name + "; paas --help lists the commands.");
    }
    String nearest = DidYouMean.nearest(name, commands);
    String hint =
        nearest != null
            ? "Did you mean paas " + nearest + "?"
            : name.startsWith("state ")
                ? list("state ", commands)
                : "paas --help lists the commands.";
    return error("there is no command \"" + name + "\"", null, hint);
  }

  private static String list(String prefix, Collection<String> commands) {
    List<String> names = new ArrayList<>();
    commands.stream()
        .filter(command -> command.startsWith(prefix))
        .forEach(command -> names.add("paas " + command));
    return "There are: " + String.join(", ", names) + ".";
  }

  /** The arguments are not what the command takes. */
  static Diagnostic of(ParameterException problem) {
    CommandLine line = problem.getCommandLine();
    String help = line.getCommandName() + " --help tells what it takes.";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (!first.startsWith("-")) {
        return error("\"" + first + "\" is one argument too many", null, help);
      }
      String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
      String nearest = DidYouMean.nearest(option, line.getCommandSpec().optionsMap().keySet());
      return error(
          line.getCommandName() + " has no option " + option,
          null,
          nearest == null ? help : "Did you mean " + nearest + "?");
    }
    ArgSpec argument = problem.getArgSpec();
    if (problem instanceof MissingParameterException missing) {
      List<String> names = new ArrayList<>();
      missing.getMissing().forEach(each -> names.add(name(each)));
      boolean option = argument instanceof OptionSpec;
      return error(
          option
              ? name(missing.getMissing().get(0)) + " needs a value"
              : line.getCommandName() + " needs " + String.join(" and ", names),
          null,
          help);
    }
    if (argument != null && problem.getValue() != null) {
      return error(
          name(argument) + " cannot be \"" + problem.getValue() + "\"", kinds(argument), help);
    }
    return error(String.valueOf(problem.getMessage()), null, help);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String kinds(ArgSpec argument) {
    Class<?> type = argument.type();
    if (type.isEnum()) {
      List<String> names = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        names.add(constant.toString().toLowerCase(Locale.ROOT));
      }
      return "It is one of " + String.join(", ", names) + ".";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "It is true or false.";
    }
    boolean whole = type == int.class || type == Integer.class;
    return whole ? "It is a whole number." : "It is a " + argument.paramLabel() + ".";
  }

  private static Diagnostic error(String what, @Nullable String detail, String hint) {
    return Diagnostic.error(Problem.USAGE, what).detail(detail).hint(hint).build();
  }
}

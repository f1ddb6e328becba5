package dev.paas.cli;

import dev.paas.cli.text.Painter;
import dev.paas.cli.text.Style;
import java.util.Map;
import picocli.CommandLine;

/** What {@code paas --help} shows. */
final class RootHelp {
  private final Painter painter;
  private final Map<String, CommandLine> commands;

  RootHelp(Painter painter, Map<String, CommandLine> commands) {
    this.painter = painter;
    this.commands = commands;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
            "paas makes a platform as platform.yaml describes it: networks, images, services,\n")
        .append("configuration and secrets, with what they depend on in the right order.\n\n")
        .append(heading("Usage:"))
        .append(" paas COMMAND [OPTIONS]\n\n")
        .append(heading("Commands:"))
        .append('\n');
    int longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    commands.forEach(
        (name, line) ->
            text.append("  ")
                .append(painter.paint(name, Style.BOLD))
                .append(" ".repeat(longest - name.length() + 2))
                .append(line.getCommandSpec().usageMessage().description()[0])
                .append('\n'));
    text.append('\n')
        .append(heading("A first time:"))
        .append('\n')
        .append("  paas init            # writes a platform.yaml to begin with\n")
        .append("  paas plan            # shows what would be done\n")
        .append("  paas apply           # does it\n")
        .append("  paas destroy         # and takes it back\n\n")
        .append("paas COMMAND --help tells more about a command.\n");
    return text.toString();
  }

  private String heading(String text) {
    return painter.paint(text, Style.BOLD);
  }
}

package dev.paas.cli.review;

import dev.paas.cli.text.ValueText;
import dev.paas.core.address.Address;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.Value;
import java.util.List;

/** What a state knows as Markdown: a table of the resources, and the outputs. */
public final class MarkdownState {
  private static final int MOST = 50_000;
  private static final int LONGEST = 80;

  private MarkdownState() {}

  /** The whole state, without values of attributes; sensitive outputs are masked. */
  public static String render(PlatformState state) {
    int count = state.records().size();
    StringBuilder text = new StringBuilder("### State: ");
    text.append(count).append(count == 1 ? " resource\n" : " resources\n");
    if (count > 0) {
      text.append("\n| Resource | Type | Provider | Id | Depends on |\n|---|---|---|---|---|\n");
    }
    int shown = 0;
    for (ResourceRecord record : state.records().values()) {
      if (text.length() > MOST) {
        text.append("\n").append(count - shown).append(" more are not listed here.\n");
        break;
      }
      shown++;
      List<String> needs = record.dependencies().stream().map(Address::toString).toList();
      text.append("| ").append(code(record.address().toString())).append(" | ");
      text.append(code(record.type())).append(" | ").append(code(record.provider())).append(" | ");
      text.append(record.id().isEmpty() ? "" : code(record.id())).append(" | ");
      text.append(needs.isEmpty() ? "" : code(String.join(", ", needs))).append(" |\n");
    }
    outputs(state, text);
    return text.toString();
  }

  private static void outputs(PlatformState state, StringBuilder text) {
    if (state.outputs().isEmpty()) {
      return;
    }
    text.append("\n| Output | Value |\n|---|---|\n");
    for (String name : state.outputs().keys()) {
      Value value = state.outputs().getMap(name).getOrNull("value");
      text.append("| ").append(code(name)).append(" | ");
      text.append(code(ValueText.shortened(value))).append(" |\n");
    }
  }

  private static String code(String text) {
    return Markdown.code(Cut.end(text, LONGEST));
  }
}

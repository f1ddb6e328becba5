package dev.paas.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, below a heading. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with as many cells as the heading. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table as text. */
  public String render(Painter painter) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r).get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      String stripped = line.toString().stripTrailing();
      text.append(r == 0 ? painter.paint(stripped, Style.BOLD) : stripped).append('\n');
    }
    return text.toString();
  }
}

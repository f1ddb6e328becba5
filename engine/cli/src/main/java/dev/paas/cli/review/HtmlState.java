package dev.paas.cli.review;

import dev.paas.cli.page.Html;
import dev.paas.cli.page.Page;
import dev.paas.cli.page.Page.Detail;
import dev.paas.cli.page.Page.Difference;
import dev.paas.cli.page.Page.Item;
import dev.paas.cli.page.Page.Line;
import dev.paas.cli.page.Page.Section;
import dev.paas.cli.picture.Picture;
import dev.paas.cli.picture.ReferencePicture;
import dev.paas.cli.text.ValueText;
import dev.paas.core.address.Address;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Graphs that are no plan as pages for a browser: what a state knows, and what a file says. */
public final class HtmlState {
  private static final int ROOM = 80;

  private HtmlState() {}

  /** The whole state, with attributes; sensitive values are masked. */
  public static void render(PlatformState state, Consumer<String> out) {
    Map<Address, List<Address>> references = new LinkedHashMap<>();
    state.records().forEach((address, one) -> references.put(address, one.dependencies()));
    Picture picture = ReferencePicture.ofInstances(references);
    List<Detail> details = new ArrayList<>();
    state.records().values().forEach(one -> details.add(detail(one)));
    while (details.size() < picture.nodes().size()) {
      details.add(Detail.of("stands for several"));
    }
    int count = state.records().size();
    String summary = count + (count == 1 ? " resource." : " resources.");
    Html.write(new Page("State", summary, picture, details, overview(state)), out);
  }

  /**
   * The references of a file.
   *
   * @param title of what
   */
  public static void references(String title, Picture picture, Consumer<String> out) {
    List<Detail> details = new ArrayList<>();
    picture.nodes().forEach(node -> details.add(Detail.of("in the file")));
    Html.write(new Page(title, summary(picture), picture, details, List.of()), out);
  }

  /** How large a graph of references is. */
  public static String summary(Picture picture) {
    int nodes = picture.nodes().size();
    int edges = picture.edges().size();
    return nodes
        + (nodes == 1 ? " resource, " : " resources, ")
        + edges
        + (edges == 1 ? " reference." : " references.");
  }

  private static Detail detail(ResourceRecord one) {
    List<String> sentences = new ArrayList<>();
    sentences.add("provider: " + one.provider());
    if (!one.id().isEmpty()) {
      sentences.add("id: " + ValueText.escaped(one.id()));
    }
    sentences.add("written by apply " + one.revision());
    List<String> notes = new ArrayList<>();
    if (one.flags().halfMade()) {
      notes.add("half-made: its creation failed; the next apply replaces it");
    }
    if (one.flags().protect()) {
      notes.add("protected");
    }
    return new Detail(one.type(), sentences, notes, values(one.attributes()), "", List.of());
  }

  private static List<Difference> values(MapValue values) {
    List<Difference> attributes = new ArrayList<>();
    values.entries().forEach((name, value) -> attributes.add(attribute(name, value)));
    return attributes;
  }

  private static Difference attribute(String name, Value value) {
    List<String> texts = ValueText.lines(value, ROOM);
    if (texts.size() == 1) {
      return new Difference("", ValueText.escaped(name), texts.get(0), List.of(), "");
    }
    List<Line> lines = new ArrayList<>();
    for (String text : texts) {
      if (!text.isEmpty()) {
        lines.add(new Line(" ", text));
      }
    }
    return new Difference("", ValueText.escaped(name), "", lines, "");
  }

  private static List<Section> overview(PlatformState state) {
    List<Item> items = new ArrayList<>();
    for (String name : state.outputs().keys()) {
      Value value = state.outputs().getMap(name).getOrNull("value");
      items.add(new Item(List.of(), "", List.of(attribute(name, value))));
    }
    return items.isEmpty() ? List.of() : List.of(new Section("Outputs", false, items));
  }
}

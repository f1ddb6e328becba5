package dev.paas.cli.page;

import dev.paas.cli.page.Page.Detail;
import dev.paas.cli.page.Page.Difference;
import dev.paas.cli.picture.Picture;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the script of a page works with, as JSON that nothing in it ends. */
final class PageData {
  private PageData() {}

  static void write(Page page, Consumer<String> out) {
    List<Picture.Kind> kinds = List.copyOf(page.picture().kinds().keySet());
    out.accept("{\"meaning\":");
    Picture.Meaning meaning = page.picture().meaning();
    out.accept(json(list(List.of(meaning.then(), meaning.after()), PageData::text)));
    out.accept(",\n\"kinds\":" + json(list(kinds, PageData::kind)));
    out.accept(",\n\"overview\":" + json(list(page.overview(), PageData::section)));
    out.accept(",\n\"edges\":[");
    String comma = "";
    for (Picture.Edge edge : page.picture().edges()) {
      out.accept(comma + edge.from() + "," + edge.to());
      comma = ",";
    }
    out.accept("],\n\"nodes\":[\n");
    for (int i = 0; i < page.details().size(); i++) {
      Picture.Node node = page.picture().nodes().get(i);
      MapValue value =
          detail(page.details().get(i)).toBuilder()
              .put("address", node.address())
              .put("sign", node.sign())
              .put("kind", kinds.indexOf(node.kind()))
              .build();
      out.accept((i == 0 ? "" : ",\n") + json(value));
    }
    out.accept("]}\n");
  }

  /** JSON in which no tag and no comment of HTML begins or ends. */
  private static String json(Value value) {
    return JsonValues.toJson(value, JsonValues.NONE)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static Value text(String text) {
    return Value.of(text);
  }

  private static Value kind(Picture.Kind kind) {
    return MapValue.builder().put("word", kind.word()).put("tone", kind.tone().className()).build();
  }

  private static Value section(Page.Section section) {
    return MapValue.builder()
        .put("heading", section.heading())
        .put("alarming", section.alarming())
        .put("items", list(section.items(), PageData::item))
        .build();
  }

  private static Value item(Page.Item item) {
    return MapValue.builder()
        .put("nodes", list(item.nodes(), node -> Value.of((long) node)))
        .put("text", item.text())
        .put("differences", list(item.differences(), PageData::difference))
        .build();
  }

  private static MapValue detail(Detail detail) {
    MapValue.Builder value = MapValue.builder().put("heading", detail.heading());
    put(value, "sentences", detail.sentences(), PageData::text);
    put(value, "notes", detail.notes(), PageData::text);
    put(value, "differences", detail.differences(), PageData::difference);
    if (!detail.folded().isEmpty()) {
      value.put("folded", detail.folded());
    }
    put(value, "parts", detail.parts(), PageData::part);
    return value.build();
  }

  private static Value part(Page.Part part) {
    return detail(part.detail()).toBuilder()
        .put("address", part.address())
        .put("sign", part.sign())
        .build();
  }

  private static Value difference(Difference difference) {
    MapValue.Builder value =
        MapValue.builder().put("mark", difference.mark()).put("name", difference.name());
    if (!difference.value().isEmpty()) {
      value.put("value", difference.value());
    }
    if (!difference.remark().isEmpty()) {
      value.put("remark", difference.remark());
    }
    put(value, "lines", difference.lines(), line -> text(line.mark() + line.text()));
    return value.build();
  }

  private static <T> void put(
      MapValue.Builder value, String name, List<T> items, Function<T, Value> form) {
    if (!items.isEmpty()) {
      value.put(name, list(items, form));
    }
  }

  private static <T> ListValue list(List<T> items, Function<T, Value> form) {
    List<Value> values = new ArrayList<>(items.size());
    items.forEach(item -> values.add(form.apply(item)));
    return new ListValue(values);
  }
}

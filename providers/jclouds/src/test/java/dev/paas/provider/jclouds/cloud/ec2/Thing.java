package dev.paas.provider.jclouds.cloud.ec2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Something of the responder's that has an id, a few fields and tags; lists tell of it later. */
final class Thing {
  private static final Duration MOMENT = Duration.ofMillis(60);
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  /** Its id, among the fields that are filtered by. */
  static final String SELF = "self";

  final String id;

  /** By the names that answers have for them. */
  final Map<String, String> fields = new TreeMap<>();

  final Map<String, String> tags = new TreeMap<>();
  private final long made;

  private Thing(String id, long made) {
    this.id = id;
    this.made = made;
  }

  /** One that is made now. */
  static Thing made(String id, Map<String, String> tags) {
    Thing thing = new Thing(id, System.nanoTime());
    thing.tags.putAll(tags);
    return thing;
  }

  /** One that was always there. */
  static Thing old(String id) {
    return new Thing(id, System.nanoTime() - MOMENT.toNanos());
  }

  Thing with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean isKnown() {
    return System.nanoTime() - made >= MOMENT.toNanos();
  }

  /** The tags that a call gives to what it makes, which must be of this kind. */
  static Map<String, String> tags(Form form, String kind) throws Refusal {
    Map<String, String> tags = form.tags("TagSpecification.1.Tag.");
    if (!tags.isEmpty() && !form.text("TagSpecification.1.ResourceType").equals(kind)) {
      throw new Refusal(
          "InvalidParameterValue", "'" + kind + "' is to be made, not what is tagged");
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().isEmpty()
          || tag.getKey().startsWith("aws:")
          || tag.getKey().length() > LONGEST_KEY
          || tag.getValue().length() > LONGEST_VALUE) {
        throw new Refusal("InvalidParameterValue", "Tag key or value is invalid: " + tag);
      }
    }
    return tags;
  }

  private String named(@Nullable String field) {
    return SELF.equals(field) ? id : field(String.valueOf(field));
  }

  /** Whether it passes the filters of a call: tags, and fields by the names that filters have. */
  boolean passes(Form form, Map<String, String> names) throws Refusal {
    for (Map.Entry<String, List<String>> filter : form.filters().entrySet()) {
      String name = filter.getKey();
      boolean tag = name.startsWith("tag:");
      if (!tag && !names.containsKey(name)) {
        throw new Refusal("InvalidParameterValue", "The filter '" + name + "' is invalid");
      }
      String value = tag ? tags.get(name.substring("tag:".length())) : named(names.get(name));
      if (value == null || !filter.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }

  /** Its id, its fields and its tags, as an element of a list; {@code more} is written as it is. */
  String xml(String idName, String more) {
    StringBuilder xml = new StringBuilder();
    Instance.element(xml, idName, id);
    fields.forEach((name, value) -> Instance.element(xml, name, value));
    return xml.append(more).append(Instance.tagSet(tags)).toString();
  }

  /** What a visitor sees of it. */
  @Override
  public String toString() {
    return id + " " + fields + " " + tags;
  }
}

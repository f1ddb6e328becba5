package dev.paas.provider.jclouds.cloud.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All things of a kind. */
final class Things {
  private final String prefix;
  private final String missing;
  private final String tooMany;
  private final Map<String, Thing> all = new TreeMap<>();
  private int made;
  private int most = Integer.MAX_VALUE;

  /**
   * @param prefix what their ids begin with
   * @param missing the code of the error that one is not there
   * @param tooMany that there may be no more
   */
  Things(String prefix, String missing, String tooMany) {
    this.prefix = prefix;
    this.missing = missing;
    this.tooMany = tooMany;
  }

  /** How many there may be. */
  void limit(int number) {
    most = number;
  }

  Thing make(Map<String, String> tags) throws Refusal {
    if (all.size() >= most) {
      throw new Refusal(tooMany, "The maximum number of " + prefix + " has been reached.");
    }
    return put(Thing.made(prefix + "-%017x".formatted(++made), tags));
  }

  Thing put(Thing thing) {
    all.put(thing.id, thing);
    return thing;
  }

  void remove(String id) {
    all.remove(id);
  }

  Collection<Thing> all() {
    return all.values();
  }

  Optional<Thing> get(String id) {
    return Optional.ofNullable(all.get(id));
  }

  /** One of that id, which must be there and known. */
  Thing known(String id) throws Refusal {
    return get(id)
        .filter(Thing::isKnown)
        .orElseThrow(() -> new Refusal(missing, "The ID '" + id + "' does not exist"));
  }

  /** Those that a call asks for. */
  List<Thing> asked(Form form, String idParameter, Map<String, String> filters) throws Refusal {
    List<String> ids = form.numbered(idParameter + ".");
    if (!ids.isEmpty() && form.has("MaxResults")) {
      throw new Refusal("InvalidParameterCombination", "either ids or pages");
    }
    for (String id : ids) {
      known(id);
    }
    List<Thing> asked = new ArrayList<>();
    for (Thing each : all.values()) {
      if (each.isKnown()
          && (ids.isEmpty() || ids.contains(each.id))
          && each.passes(form, filters)) {
        asked.add(each);
      }
    }
    return asked;
  }
}

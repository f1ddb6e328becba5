package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tags of things. One is the name; the others, but for Amazon's own, are our metadata. */
final class Tags {
  private final Query query;

  Tags(Query query) {
    this.query = query;
  }

  /**
   * Refuses a label in the place of the name.
   *
   * @param what the kind of thing
   */
  static void check(Map<String, String> metadata, String what) throws CloudException {
    if (metadata.containsKey(InstanceMapping.NAME)) {
      throw new CloudException(
          Kind.REFUSED,
          "the tag Name is the " + what + "'s name: set name instead of such a label");
    }
  }

  /** The tags that are neither the name nor Amazon's. */
  static Map<String, String> metadata(Xml thing) {
    Map<String, String> metadata = InstanceMapping.tags(thing);
    metadata
        .keySet()
        .removeIf(
            key -> key.equals(InstanceMapping.NAME) || key.startsWith(InstanceMapping.RESERVED));
    return metadata;
  }

  void rename(String id, String name) throws CloudException, InterruptedException {
    add(id, Map.of(InstanceMapping.NAME, name));
  }

  private void add(String id, Map<String, String> tags)
      throws CloudException, InterruptedException {
    if (!tags.isEmpty()) {
      query.change(Call.of("CreateTags").with("ResourceId.1", id).tagged("Tag", tags));
    }
  }

  /** Puts metadata in the place of what is there. */
  void replace(String id, Map<String, String> there, Map<String, String> metadata)
      throws CloudException, InterruptedException {
    add(id, new TreeMap<>(metadata));
    Set<String> surplus = new TreeSet<>(there.keySet());
    surplus.removeAll(metadata.keySet());
    if (!surplus.isEmpty()) {
      Call call = Call.of("DeleteTags").with("ResourceId.1", id);
      int number = 1;
      for (String key : surplus) {
        call = call.with("Tag." + number++ + ".Key", key);
      }
      query.change(call);
    }
  }
}

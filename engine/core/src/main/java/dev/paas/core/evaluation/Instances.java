package dev.paas.core.evaluation;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a declaration in one instance of its module, with their values.
 *
 * @param all in order
 * @param byKey the instance of each key
 * @param values the attributes of each, once they are known
 * @param version how often a value was set
 * @param whole all values as one, kept until one of them is set
 */
record Instances(
    List<Instance> all,
    Map<Object, Instance> byKey,
    AtomicReferenceArray<@Nullable MapValue> values,
    AtomicInteger version,
    AtomicReference<@Nullable Whole> whole) {

  /** The values of all instances as they were at a version. */
  record Whole(int version, Value value) {}

  static Instances of(List<Instance> instances) {
    Map<Object, Instance> byKey = new HashMap<>(instances.size() * 2);
    for (Instance instance : instances) {
      Object key = instance.address().key();
      byKey.put(key == null ? "" : key, instance);
    }
    return new Instances(
        List.copyOf(instances),
        Map.copyOf(byKey),
        new AtomicReferenceArray<>(instances.size()),
        new AtomicInteger(),
        new AtomicReference<>());
  }
}

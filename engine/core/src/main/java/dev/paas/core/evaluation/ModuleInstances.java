package dev.paas.core.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The instances of a module call in one instance of its caller.
 *
 * @param all in order
 * @param byKey the instance of each key
 */
record ModuleInstances(List<ModuleInstance> all, Map<Object, ModuleInstance> byKey) {

  static ModuleInstances of(List<ModuleInstance> instances) {
    Map<Object, ModuleInstance> byKey = new HashMap<>(instances.size() * 2);
    for (ModuleInstance instance : instances) {
      Object key = instance.key();
      byKey.put(key == null ? "" : key, instance);
    }
    return new ModuleInstances(List.copyOf(instances), Map.copyOf(byKey));
  }
}

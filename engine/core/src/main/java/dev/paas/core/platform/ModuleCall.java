package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Reference;
import dev.paas.core.source.ScalarNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code modules:}: one instance of a module, or with {@code count} or {@code forEach}
 * many.
 *
 * @param position its position among the calls of the same module
 * @param caller the module that it stands in
 * @param name its name
 * @param key where its name stands
 * @param source where the module comes from, as it is written
 * @param inputs what its variables are set to, by name
 * @param count how many instances; {@code null} when not given
 * @param forEach an instance for each element; {@code null} when not given
 * @param when whether there is any; {@code null} when not given
 * @param dependsOn what must be there before anything in it
 */
public record ModuleCall(
    int position,
    ModuleDeclaration caller,
    String name,
    ScalarNode key,
    String source,
    Map<String, Expression> inputs,
    @Nullable Expression count,
    @Nullable Expression forEach,
    @Nullable Expression when,
    List<Reference> dependsOn) {

  public ModuleCall {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    dependsOn = List.copyOf(dependsOn);
  }

  /** Its address, without an instance, in all instances of its caller. */
  public Address address() {
    return new Address(caller.path(), Address.MODULES, name, null);
  }

  /** Whether there are several instances, numbered. */
  public boolean isCounted() {
    return count != null;
  }

  /** Whether there is an instance for each key. */
  public boolean isKeyed() {
    return forEach != null;
  }

  /** Whether an instance has a key. */
  public boolean hasKeys() {
    return isCounted() || isKeyed();
  }
}

package dev.paas.core.evaluation;

import dev.paas.core.address.Address;
import dev.paas.core.address.ModulePath;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a declaration.
 *
 * @param declaration the declaration
 * @param module the instance of the module that it is in
 * @param address the instance's address
 * @param index its position among the declaration's instances in that
 * @param value with {@code forEach}, the element that it is made for
 */
public record Instance(
    ResourceDeclaration declaration,
    ModuleInstance module,
    Address address,
    int index,
    @Nullable Value value)
    implements Each {

  @Override
  public @Nullable Value each(String name) {
    return Each.of(name, address.key(), index, value);
  }

  /**
   * The name by which other services find it: its own, and its instance's after a hyphen, as far as
   * that can stand in a DNS name; in a module, that of the module's instance after a dot: {@code
   * redis.cache-eu}. Names have no dots, so nothing outside of the module is called like that.
   */
  String host() {
    StringBuilder host = new StringBuilder();
    label(address.name(), address.key(), host);
    List<ModulePath.Step> steps = address.module().steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      host.append('.');
      label(steps.get(i).name(), steps.get(i).key(), host);
    }
    return host.toString();
  }

  private static void label(String name, @Nullable Object key, StringBuilder host) {
    host.append(name);
    if (key == null) {
      return;
    }
    host.append('-');
    String text = key.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      host.append(Character.isLetterOrDigit(c) && c < 128 ? Character.toLowerCase(c) : '-');
    }
  }
}

package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.ConditionalExpression;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ListExpression;
import dev.paas.core.expression.MapExpression;
import dev.paas.core.expression.Reference;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;
import dev.paas.spi.value.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a section: one resource, or with {@code count} or {@code forEach} many.
 *
 * @param index its position among all declarations: the platform's in the order of the file, then
 *     those of the modules
 * @param module the module whose names it sees: the platform itself, or a module as a call has it
 * @param declared its address: all instances, in all instances of its module
 * @param key where its name stands; for one that the engine declares, what made it do so
 * @param node what the user wrote, with the defaults, without what any resource may carry
 * @param type its type
 * @param provider the alias of its provider
 * @param body its configuration, a map
 * @param count how many instances; {@code null} when not given
 * @param forEach an instance for each element; {@code null} when not given
 * @param when whether there is any; {@code null} when not given
 * @param dependsOn what must be there first
 * @param lifecycle how changes are made
 * @param ephemeral whether it is a value that is taken anew at each run and never stored
 * @param implied whether the engine declared it
 */
public record ResourceDeclaration(
    int index,
    ModuleDeclaration module,
    Address declared,
    ScalarNode key,
    MappingNode node,
    ResourceType type,
    String provider,
    Expression body,
    @Nullable Expression count,
    @Nullable Expression forEach,
    @Nullable Expression when,
    List<Reference> dependsOn,
    Lifecycle lifecycle,
    boolean ephemeral,
    boolean implied) {

  public ResourceDeclaration {
    dependsOn = List.copyOf(dependsOn);
  }

  /** The address of the declaration, without an instance: {@code services.web}. */
  public String address() {
    return declared.toString();
  }

  /** {@code services}, {@code resources}, … */
  public String section() {
    return declared.section();
  }

  /** Its name in the section. */
  public String name() {
    return declared.name();
  }

  /** Whether it is only read: a look-up of the section {@code data}. */
  public boolean isLookup() {
    return type.isLookup();
  }

  /** Whether there are several instances, numbered. */
  public boolean isCounted() {
    return count != null;
  }

  /** Whether there is an instance for each key. */
  public boolean isKeyed() {
    return forEach != null;
  }

  /** Where an attribute stands, or as near to it as there is something. */
  public Span span(ValuePath path) {
    dev.paas.core.source.Node current = node;
    @Nullable Expression written = body;
    Span span = key.span();
    for (Object step : path.steps()) {
      written = entry(written, step);
      dev.paas.core.source.Node next = null;
      if (current instanceof MappingNode map) {
        next = map.get(step.toString());
      } else if (written == null) {
        break;
      } else if (current instanceof dev.paas.core.source.SequenceNode list
          && step instanceof Integer position
          && position < list.items().size()) {
        next = list.items().get(position);
      }
      if (next == null) {
        break;
      }
      ScalarNode named = current instanceof MappingNode map ? map.key(step.toString()) : null;
      boolean scalar = next instanceof ScalarNode;
      span = scalar || named == null ? next.span() : named.span();
      current = next;
    }
    return span;
  }

  /** What is written for an entry; {@code null} when that cannot be told. */
  private static @Nullable Expression entry(@Nullable Expression written, Object step) {
    Expression entry = written;
    if (written instanceof MapExpression map) {
      entry = map.get(step.toString());
    } else if (written instanceof ListExpression list && step instanceof Integer position) {
      entry = list.at(position);
    }
    return entry instanceof ConditionalExpression conditional ? conditional.value() : entry;
  }
}

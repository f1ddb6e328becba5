package dev.paas.core.platform;

import dev.paas.core.expression.Expression;
import dev.paas.core.source.ScalarNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition over plans, an entry of {@code policies:}.
 *
 * @param name its name
 * @param key where that stands
 * @param type of changes: those of resources of this type only; {@code null} for all types
 * @param actions of changes: these only
 * @param condition what must hold
 * @param message what to say when it does not hold; {@code null} for nothing more
 * @param warns whether that is only a warning
 * @param ofChanges whether it is about each change by itself, and not about the plan as a whole
 */
public record PolicyDeclaration(
    String name,
    ScalarNode key,
    @Nullable String type,
    Set<String> actions,
    Expression condition,
    @Nullable Expression message,
    boolean warns,
    boolean ofChanges) {

  /** The root by which a policy refers to the plan. */
  public static final String PLAN = "plan";

  /** The root by which a policy refers to one change after the other. */
  public static final String CHANGE = "change";

  public PolicyDeclaration {
    actions = Set.copyOf(actions);
  }

  /** Whether it is about changes like this one. */
  public boolean isAbout(String changedType, String action) {
    return ofChanges && actions.contains(action) && (type == null || type.equals(changedType));
  }
}

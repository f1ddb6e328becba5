package dev.paas.core.why;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Instance;
import dev.paas.core.expression.Expression;
import dev.paas.core.plan.Action;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.PlannedInstance;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.Reason;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells why a plan does what it does. */
public final class Explainer {
  private static final int MOST_CHAINS = 10;

  private final PlannedPlatform planned;
  private final Platform platform;

  public Explainer(PlannedPlatform planned) {
    this.planned = planned;
    this.platform = planned.evaluation().platform();
  }

  /**
   * Explains what happens to a resource; of a declaration with several instances, to each.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when there is no such resource
   */
  public List<Explanation> explain(Address address) {
    List<Explanation> explanations = new ArrayList<>();
    for (Deferred one : planned.plan().deferred()) {
      if (address.covers(one.address()) || one.address().covers(address)) {
        explanations.add(explain(one));
      }
    }
    Map<Address, Change> changes = new HashMap<>();
    planned.plan().changes().forEach(change -> changes.put(change.address(), change));
    for (PlannedInstance instance : planned.instances().values()) {
      if (address.covers(instance.address())) {
        // What the plan's order adds to a change is said there only.
        Change change = changes.getOrDefault(instance.address(), instance.change());
        explanations.add(explain(instance, change.notes()));
      }
    }
    if (!explanations.isEmpty()) {
      return explanations;
    }
    ResourceDeclaration declaration = platform.resource(address);
    if (declaration == null || address.key() != null) {
      throw unknown(address, declaration).toException();
    }
    String why =
        declaration.ephemeral()
            ? "It is taken anew at each run, and nothing is made of it."
            : declaration.when() != null
                ? "It has no instances: `when` is false, or `count` and `forEach` leave none."
                : "It has no instances: `count` or `forEach` leave none.";
    return List.of(
        new Explanation(
            address, Action.NONE, Interruption.NONE, List.of(), List.of(), 0, List.of(why)));
  }

  private static Explanation explain(Deferred one) {
    String number =
        one.atMost().isPresent() ? " It is at most " + one.atMost().getAsLong() + "." : "";
    String note = "It is planned when the rest is done: " + one.text() + "." + number;
    return new Explanation(
        one.address(), Action.NONE, Interruption.NONE, List.of(), List.of(), 0, List.of(note));
  }

  private Diagnostic.Builder unknown(Address address, @Nullable ResourceDeclaration declaration) {
    Set<String> names = new TreeSet<>();
    if (declaration == null) {
      platform.resources().forEach(resource -> names.add(resource.address()));
    }
    planned.instances().keySet().stream()
        .filter(each -> declaration == null || each.declaration().equals(address.declaration()))
        .forEach(each -> names.add(each.toString()));
    return Diagnostic.error(Problem.ADDRESS_UNKNOWN, "there is no " + address)
        .detail("It is neither in the file nor in the state.")
        .hint(DidYouMean.hint(address.toString(), names));
  }

  private Explanation explain(PlannedInstance instance, List<String> said) {
    Action action = instance.change().action();
    List<String> reasons = instance.change().reasons().stream().map(Reason::text).toList();
    List<List<Link>> chains = action == Action.NONE ? List.of() : chains(instance);
    List<String> notes = new ArrayList<>(said);
    if (action == Action.NONE) {
      quiet(instance, notes);
    }
    int shown = Math.min(MOST_CHAINS, chains.size());
    return new Explanation(
        instance.address(),
        action,
        Interruption.of(instance),
        reasons,
        chains.subList(0, shown),
        chains.size() - shown,
        notes);
  }

  private List<List<Link>> chains(PlannedInstance instance) {
    Tracer tracer = new Tracer(planned);
    ResourceDeclaration declaration = declaration(instance);
    boolean attributes = false;
    for (Reason reason : instance.change().reasons()) {
      switch (reason.kind()) {
        case CHANGED, DRIFTED, FORCES_REPLACEMENT, UNKNOWN -> attributes = true;
        case REPLACE_WHEN -> from(tracer, instance, "replaceWhen", replaceWhen(declaration));
        case NO_INSTANCE -> {
          from(tracer, instance, "when", declaration == null ? null : declaration.when());
          from(tracer, instance, "count", declaration == null ? null : declaration.count());
          from(tracer, instance, "forEach", declaration == null ? null : declaration.forEach());
        }
        case NOT_THERE, GONE, OTHER_TYPE, REQUESTED, NOT_DECLARED, UNFINISHED, DESTROY, WAITS ->
            tracer.declared(instance);
      }
    }
    if (attributes) {
      tracer.start(instance);
    }
    return tracer.chains();
  }

  private static void from(
      Tracer tracer, PlannedInstance instance, String name, @Nullable Expression expression) {
    if (expression != null) {
      tracer.start(instance, name, expression);
    }
  }

  private static @Nullable Expression replaceWhen(@Nullable ResourceDeclaration declaration) {
    return declaration == null ? null : declaration.lifecycle().replaceWhen();
  }

  private @Nullable ResourceDeclaration declaration(PlannedInstance instance) {
    Instance of = instance.instance();
    Address address = instance.address();
    return of != null ? of.declaration() : platform.resource(address);
  }

  /** Why nothing happens. */
  private void quiet(PlannedInstance instance, List<String> notes) {
    notes.add("It is as the file describes it.");
    Set<String> changing = new TreeSet<>();
    for (PlannedInstance other : planned.instances().values()) {
      boolean needed =
          instance.dependencies().stream().anyMatch(name -> name.covers(other.address()));
      if (needed && other.change().action() != Action.NONE) {
        changing.add(other.address().toString());
      }
    }
    if (!changing.isEmpty()) {
      notes.add(
          DidYouMean.list(changing)
              + (changing.size() == 1 ? " changes" : " change")
              + ", but not in what it takes from there.");
    }
    ResourceDeclaration declaration = declaration(instance);
    if (declaration != null && !declaration.lifecycle().ignoreChanges().isEmpty()) {
      notes.add("Changes of what `ignoreChanges` names are not looked at.");
    }
  }
}

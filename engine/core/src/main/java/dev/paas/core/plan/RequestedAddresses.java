package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.platform.Platform;
import dev.paas.core.state.PlatformState;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Checks that there is what {@code --target}, {@code --replace} and {@code --exclude} name. */
final class RequestedAddresses {
  private final PlanOptions options;
  private final Platform platform;
  private final PlatformState state;

  RequestedAddresses(PlanOptions options, Platform platform, PlatformState state) {
    this.options = options;
    this.platform = platform;
    this.state = state;
  }

  private void forEach(BiConsumer<Address, String> check) {
    options.targets().forEach(address -> check.accept(address, "--target"));
    options.replace().forEach(address -> check.accept(address, "--replace"));
    options.exclude().forEach(address -> check.accept(address, "--exclude"));
  }

  /** Whether they are declared or recorded. */
  void checkDeclarations(Diagnostics diagnostics) {
    for (Address address : options.replace()) {
      if (DependencyCollector.isLookup(address)) {
        diagnostics.add(
            Diagnostic.error(Problem.ADDRESS_UNKNOWN, "there is nothing to replace at " + address)
                .detail("It is a look-up: it is only read, in every plan."));
      }
    }
    forEach(
        (address, option) -> {
          boolean known =
              isDeclared(address) || state.records().keySet().stream().anyMatch(address::covers);
          if (!known) {
            Set<String> names = new TreeSet<>();
            platform.resources().forEach(resource -> names.add(resource.address()));
            platform.modules().stream()
                .filter(module -> !module.isRoot())
                .forEach(module -> names.add(module.toString()));
            state.records().keySet().forEach(each -> names.add(each.toString()));
            diagnostics.add(unknown(address, option, names));
          }
        });
  }

  private boolean isDeclared(Address address) {
    return address.isModule()
        ? platform.module(address.inside()) != null
        : platform.resource(address) != null;
  }

  /**
   * Whether there are the instances, which can be told only after planning.
   *
   * @param planned the addresses of what was planned
   * @param open declarations of which it is not known yet
   */
  void checkInstances(Set<Address> planned, Predicate<Address> open, Diagnostics diagnostics) {
    if (options.targets().isEmpty() && options.replace().isEmpty() && options.exclude().isEmpty()) {
      return;
    }
    Set<Address> there = new TreeSet<>(planned);
    there.addAll(state.records().keySet());
    forEach(
        (address, option) -> {
          Address general = address.declaration();
          if (!address.equals(general)
              && !open.test(general)
              && there.stream().noneMatch(address::covers)) {
            Set<String> names = new TreeSet<>();
            there.stream()
                .flatMap(each -> each.names().stream())
                .filter(each -> !each.equals(general) && each.declaration().equals(general))
                .forEach(each -> names.add(each.toString()));
            diagnostics.add(unknown(address, option, names));
          }
        });
  }

  private static Diagnostic unknown(Address address, String option, Set<String> names) {
    return Diagnostic.error(Problem.ADDRESS_UNKNOWN, "there is no " + address + " for " + option)
        .hint(DidYouMean.hint(address.toString(), names))
        .build();
  }
}

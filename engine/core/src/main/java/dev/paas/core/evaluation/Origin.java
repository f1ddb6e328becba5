package dev.paas.core.evaluation;

import dev.paas.core.expression.Reference;

/**
 * A reference, and the instance of a module in which it stands.
 *
 * @param reference the reference
 * @param module where its names are looked up
 */
public record Origin(Reference reference, ModuleInstance module) {

  /** The address of what it refers to, without an instance; empty when it is not one thing. */
  public String address() {
    String inside = reference.root() + "." + reference.name(0);
    return reference.steps().isEmpty()
        ? ""
        : module.path().isRoot() ? inside : module.path() + "." + inside;
  }

  /** As it would be written in the platform itself. */
  @Override
  public String toString() {
    return module.path().isRoot() ? reference.toString() : module.path() + "." + reference;
  }
}

/**
 * What would have to be done: from a platform and its state to a plan.
 *
 * <p>A {@link dev.paas.core.plan.Plan} is pure data: changes with their reasons and differences,
 * and steps with what each must wait for. {@link dev.paas.core.plan.Planner} makes it: refreshes
 * what is recorded, evaluates what is declared, asks providers that want to be asked, checks what
 * they answer, and leaves the order of the steps to {@link dev.paas.core.plan.ActionOrder}. What
 * cannot be told before something else is there, it defers: {@link dev.paas.core.plan.Deferred}
 * says how far that may go, and {@link dev.paas.core.plan.Approval} whether a later plan stays
 * within it. Planning writes nothing anywhere. Imports {@code address}, {@code diagnostic}, {@code
 * evaluation}, {@code expression}, {@code graph}, {@code platform}, {@code provider}, {@code
 * schema}, {@code state} and the SPI.
 */
@NullMarked
package dev.paas.core.plan;

import org.jspecify.annotations.NullMarked;

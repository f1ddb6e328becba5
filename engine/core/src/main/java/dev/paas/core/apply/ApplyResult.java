package dev.paas.core.apply;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Step;
import dev.paas.spi.value.MapValue;
import java.util.List;

/**
 * What became of a plan.
 *
 * @param revision the number of the apply; 0 when nothing was to be done
 * @param done the steps that changed something
 * @param failed the steps that failed
 * @param notBegun the steps that were not begun, because of a failure or an interruption
 * @param errors why
 * @param warnings what policies warn of that could not be told before
 * @param interrupted whether the user stopped it
 * @param outputs the outputs as they are now
 * @param checks what came of the platform's checks; none when not everything was done
 */
public record ApplyResult(
    long revision,
    List<Step> done,
    List<Step> failed,
    List<Step> notBegun,
    List<Diagnostic> errors,
    List<Diagnostic> warnings,
    boolean interrupted,
    MapValue outputs,
    List<CheckOutcome> checks) {

  public ApplyResult {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
    notBegun = List.copyOf(notBegun);
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    checks = List.copyOf(checks);
  }

  /** Whether everything was done, and every check that must hold does. */
  public boolean isGood() {
    return isComplete() && checks.stream().noneMatch(CheckOutcome::fails);
  }

  /** Whether everything was done. */
  public boolean isComplete() {
    return failed.isEmpty() && notBegun.isEmpty() && errors.isEmpty() && !interrupted;
  }
}

package dev.paas.state.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random operations on two handles, compared with a model of what must come of them. */
interface RandomContract extends StoreUnderTest {
  int LENGTH = 40;

  /** How many tries making a failing sequence shorter may take. */
  int SHRINKING_RUNS = 300;

  @Test
  default void randomOperationsDoWhatTheModelSays() throws Exception {
    long first = Long.getLong("paas.tck.seed", 20260101);
    int sequences = Integer.getInteger("paas.tck.sequences", 40);
    for (long seed = first; seed < first + sequences; seed++) {
      List<Operation> operations = new OperationGenerator(seed).operations(LENGTH);
      Throwable failure = failureOf(operations);
      if (failure != null) {
        List<Operation> shortest = shrink(operations);
        Throwable shown = failureOf(shortest);
        throw new AssertionError(
            "seed "
                + seed
                + " (-Dpaas.tck.seed="
                + seed
                + "); fewest operations that fail:\n"
                + shortest.stream().map(each -> "  " + each).collect(Collectors.joining("\n")),
            shown == null ? failure : shown);
      }
    }
  }

  private @Nullable Throwable failureOf(List<Operation> operations) throws Exception {
    try (Bench bench = freshBench()) {
      OperationRun.run(bench, operations);
      return null;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      return e;
    }
  }

  /** Leaves out as many operations as it can, in ever smaller pieces, so that it still fails. */
  private List<Operation> shrink(List<Operation> failing) throws Exception {
    List<Operation> shortest = failing;
    int runs = 0;
    for (int piece = failing.size() / 2; piece > 0; piece /= 2) {
      for (int at = 0; at < shortest.size() && runs < SHRINKING_RUNS; runs++) {
        List<Operation> shorter = new ArrayList<>(shortest);
        shorter.subList(at, Math.min(at + piece, shorter.size())).clear();
        if (failureOf(shorter) == null) {
          at += piece;
        } else {
          shortest = shorter;
        }
      }
    }
    return shortest;
  }
}

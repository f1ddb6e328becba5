package dev.paas.core.plan;

import dev.paas.core.state.Move;
import java.util.List;

/**
 * What moves to another address before anything else is done, all of it at once.
 *
 * @param moves what is recorded at one address and will be at another, by where it will be
 * @param done entries of the file that are not to be carried out again while they are in the file:
 *     something else may be at the address that they name, or come there
 * @param undone entries that were kept as done and are not in the file any more
 */
public record PlannedMoves(List<Move> moves, List<Move> done, List<Move> undone) {
  /** Nothing moves. */
  public static final PlannedMoves NONE = new PlannedMoves(List.of(), List.of(), List.of());

  public PlannedMoves {
    moves = List.copyOf(moves);
    done = List.copyOf(done);
    undone = List.copyOf(undone);
  }

  /** Whether nothing is to be written for them. */
  public boolean isEmpty() {
    return moves.isEmpty() && done.isEmpty() && undone.isEmpty();
  }
}

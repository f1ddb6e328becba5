package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a state is closed, and opens one that was left so. */
public final class Closures {
  private final StateRepository repository;

  Closures(StateRepository repository) {
    this.repository = repository;
  }

  /** Why the state is closed; {@code null} when it is open. */
  public @Nullable Closure current() {
    StateEntry entry = entry();
    return entry == null ? null : decode(entry);
  }

  /** Whether who closed the state is still at work. */
  public boolean isHeld(Closure closure) {
    return repository.leases().stream().anyMatch(lease -> lease.id().equals(closure.lease()));
  }

  /**
   * Opens a state that was closed by somebody who is not at work any more: what was begun is given
   * up.
   *
   * @throws DiagnosticException when it must be finished, or somebody is at work
   */
  public void giveUp(Closure closure) throws InterruptedException {
    StateEntry entry = entry();
    if (entry == null) {
      return;
    }
    Closure now = decode(entry);
    if (!now.equals(closure) || !now.reason().isReadable() || isHeld(now)) {
      throw new DiagnosticException(List.of(refusal(now)));
    }
    Commits.await(
        repository
            .store()
            .commit(
                StateCommit.builder()
                    .expect(entry.key(), entry.revision())
                    .delete(entry.key())
                    .build()));
  }

  /**
   * Makes sure that a state can be read.
   *
   * @throws DiagnosticException when it is closed, and not as it should be meanwhile
   */
  void requireReadable(StateSnapshot snapshot) {
    for (StateEntry entry : snapshot.entries()) {
      if (entry.key().equals(StateKeys.CLOSED)) {
        Closure closure = decode(entry);
        if (!closure.reason().isReadable()) {
          throw new DiagnosticException(List.of(refusal(closure)));
        }
        return;
      }
    }
  }

  /**
   * Makes sure that the state is open.
   *
   * @throws DiagnosticException when it is closed: it says why, and by whom
   */
  void requireOpen() {
    Closure closure = current();
    if (closure != null) {
      throw new DiagnosticException(List.of(refusal(closure)));
    }
  }

  /** The entry that closes the state; {@code null} when it is open. */
  @Nullable StateEntry entry() {
    for (StateEntry entry : repository.read(StateKeys.CLOSED).entries()) {
      if (entry.key().equals(StateKeys.CLOSED)) {
        return entry;
      }
    }
    return null;
  }

  Closure decode(StateEntry entry) {
    try {
      return Closure.decode(entry, repository.codec());
    } catch (RecordCodec.Damaged damaged) {
      throw new DiagnosticException(List.of(repository.damaged(entry.key(), damaged)));
    }
  }

  private Diagnostic refusal(Closure closure) {
    return closure.refusal(repository.location(), isHeld(closure));
  }
}

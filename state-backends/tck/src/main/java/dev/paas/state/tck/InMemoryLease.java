package dev.paas.state.tck;

import dev.paas.spi.state.StateLease;

/** A lease of an {@link InMemoryState}. */
final class InMemoryLease implements StateLease {
  private final InMemoryState state;
  private final String id;

  InMemoryLease(InMemoryState state, String id) {
    this.state = state;
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public boolean isHeld() {
    return state.isHeld(id);
  }

  @Override
  public void close() {
    state.endLease(id);
  }
}

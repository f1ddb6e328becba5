package dev.paas.spi.state;

/** A lease that this process got; kept alive in the background until it is closed. */
public interface StateLease extends AutoCloseable {

  /** Unique in the store. */
  String id();

  /**
   * Whether the lease is held still, as far as can be told without asking anybody: false once it
   * was lost, broken or may have run out because it could not be renewed in time. Checked before
   * each call of a provider; what decides about a write is the store, in the commit.
   */
  boolean isHeld();

  /**
   * Gives the lease up, behind the commits under it that its store was asked for before. Does
   * nothing when it is lost or closed already.
   */
  @Override
  void close() throws StateException;
}

package dev.paas.provider.tck.fake;

/**
 * Stands for the death of the whole process in the middle of a provider's call: nothing may catch
 * it and go on. What the engine did before is what it finds when it is started again.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * @param when at which instant, for messages
   */
  public SimulatedCrash(String when) {
    super("the process is taken to have died " + when);
  }
}

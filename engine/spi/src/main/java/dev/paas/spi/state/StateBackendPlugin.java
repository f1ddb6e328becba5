package dev.paas.spi.state;

/**
 * The entry point of a state backend, named in {@code
 * META-INF/services/dev.paas.spi.state.StateBackendPlugin}.
 */
public interface StateBackendPlugin {

  /** The backend's name: what {@code state: { backend: … }} in {@code platform.yaml} says. */
  String name();

  /**
   * Opens the store of one platform and environment. A store that does not exist yet is opened as
   * an empty one and comes into being with the first commit or lease: opening and reading write
   * nothing.
   *
   * @throws StateException when the settings cannot work, the store is damaged, cannot be reached
   *     or was written by a newer version
   */
  StateStore open(StateSettings settings) throws StateException;
}

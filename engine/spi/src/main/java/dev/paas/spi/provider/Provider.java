package dev.paas.spi.provider;

/**
 * A configured provider. All methods may be called from several threads at once; the engine bounds
 * how many, by {@code parallelism} in the manifest and the user's settings.
 */
public interface Provider extends AutoCloseable {

  /**
   * The handler of a resource type that the manifest names. Cheap; may be called often.
   *
   * @throws IllegalArgumentException when the manifest does not name {@code type}: a defect of the
   *     engine
   */
  ResourceHandler resource(String type);

  /**
   * The handler of a look-up type that the manifest names under {@code data}.
   *
   * @throws IllegalArgumentException when the manifest does not name {@code type}
   */
  default DataHandler data(String type) {
    throw new IllegalArgumentException("this provider has no look-up of type " + type);
  }

  /** Access to what runs inside a resource, for {@code paas logs}, {@code exec} and {@code ps}. */
  default WorkloadAccess workloads() {
    return WorkloadAccess.NONE;
  }

  /** Frees connections and threads. Called once, when no other call is under way. */
  @Override
  void close();
}

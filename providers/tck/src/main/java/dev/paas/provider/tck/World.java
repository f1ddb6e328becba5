package dev.paas.provider.tck;

import dev.paas.spi.provider.ObservedResource;
import java.util.Map;
import java.util.Set;

/**
 * What a provider makes things in, seen without the provider. A provider's test implements it with
 * other means than the provider has: a folder is listed, a daemon is asked by its own client.
 */
public interface World {

  /** Of a type that lives in state only. */
  World NONE =
      new World() {
        @Override
        public Map<String, String> things() {
          return Map.of();
        }

        @Override
        public void destroy(ObservedResource resource) {
          throw new AssertionError("nothing exists outside of the state");
        }

        @Override
        public Set<String> tamper(ObservedResource resource) {
          throw new AssertionError("nothing exists outside of the state");
        }
      };

  /**
   * Everything there that could be of the type under test or be touched by mistake: what identifies
   * it, and a text that changes when anything in it does.
   */
  Map<String, String> things() throws Exception;

  /** Removes a resource behind the provider's back. */
  void destroy(ObservedResource resource) throws Exception;

  /**
   * Changes a resource behind the provider's back.
   *
   * @return the attributes, all top-level ones, that must show it
   */
  Set<String> tamper(ObservedResource resource) throws Exception;
}

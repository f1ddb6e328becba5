package dev.paas.provider.jclouds.call;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.ValuePath;

/** A failed creation that has left something. */
public final class Partial {
  private Partial() {}

  /** The same failure, which also tells what is left. */
  public static ProviderException of(ProviderException failure, ObservedResource left) {
    ProviderException.Builder told =
        ProviderException.builder(failure.reason())
            .detail(failure.detail())
            .hint(failure.hint())
            .partial(left)
            .cause(failure);
    ValuePath path = failure.path();
    return (path == null ? told : told.path(path)).build();
  }
}

package dev.paas.provider.docker.call;

import dev.paas.provider.docker.naming.Labels;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;

/** The rules for labels that the user puts on things. */
public final class UserLabels {

  private UserLabels() {}

  /** Refuses names that are ours and values that would be shown to everyone. */
  public static void check(MapValue labels, ValuePath path) throws ProviderException {
    for (Map.Entry<String, Value> label : labels.entries().entrySet()) {
      if (label.getKey().startsWith(Labels.PREFIX)) {
        throw ProviderException.builder("labels that begin with " + Labels.PREFIX + " are taken")
            .hint("Choose another name.")
            .path(path.child(label.getKey()))
            .build();
      }
      if (label.getValue().hasSensitive()) {
        throw ProviderException.builder("a label cannot hold something sensitive")
            .detail("Whoever can list containers reads it, and monitoring mostly exports it.")
            .path(path.child(label.getKey()))
            .build();
      }
    }
  }
}

package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures that only services have. */
final class ServiceFailures {
  private static final Pattern PORT_TAKEN =
      Pattern.compile(
          "(?:Bind for|listen (?:tcp|udp)[46]?) \\S*:(\\d+)[ :].*(?:port is already allocated|address already in use)");

  private ServiceFailures() {}

  /** What to say about a failure, with the attribute that is to blame, if that can be told. */
  static ProviderException.Builder explain(EngineException failure, MapValue attributes) {
    Matcher port = PORT_TAKEN.matcher(failure.said());
    return port.find()
        ? portTaken(Integer.parseInt(port.group(1)), "", attributes).cause(failure)
        : Failures.explain(failure);
  }

  /**
   * A port of the host that something else has.
   *
   * @param holder who, as a sentence; empty when that is not known
   */
  static ProviderException.Builder portTaken(int port, String holder, MapValue attributes) {
    ProviderException.Builder builder =
        ProviderException.builder("port " + port + " is already in use on the engine's machine")
            .detail(holder.isEmpty() ? null : holder)
            .hint("Publish on another port, or stop what has it (ss -ltnp shows what).");
    for (Map.Entry<String, Value> entry : attributes.getMap("publish").entries().entrySet()) {
      if (entry.getValue().unwrapped() instanceof MapValue publish
          && publish.getLong("port").orElse(0) == port) {
        return builder.path(ValuePath.of("publish", entry.getKey(), "port"));
      }
    }
    return builder;
  }
}

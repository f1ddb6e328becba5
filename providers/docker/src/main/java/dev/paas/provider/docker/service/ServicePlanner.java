package dev.paas.provider.docker.service;

import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plans services: never a replacement; warns of interruptions. Talks to nobody. */
final class ServicePlanner {
  private final boolean remote;

  /**
   * A planner.
   *
   * @param remote whether the engine is certainly on another machine
   */
  ServicePlanner(boolean remote) {
    this.remote = remote;
  }

  PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    new ServiceCheck(proposed, remote).run();
    MapValue planned = proposed.with("status", status(proposed));
    List<String> warnings = new ArrayList<>();
    MapValue prior = request.prior();
    Disruption disruption = Disruption.NONE;
    if (prior != null && !prior.equals(planned)) {
      disruption = disruption(prior, planned, warnings);
    }
    if (prior == null || !prior.equals(planned)) {
      farFolders(planned, warnings);
    }
    return new PlannedResource(planned, List.of(), warnings, disruption);
  }

  private static Value status(MapValue planned) {
    Value replicas = planned.getOrNull("replicas").unwrapped();
    if (replicas.isUnknown()) {
      return Value.unknown();
    }
    return Value.of(
        planned.getLong("replicas").orElse(1) == 0
            ? ServiceObserver.STOPPED
            : ServiceObserver.RUNNING);
  }

  private static boolean isNewVersion(MapValue prior, MapValue planned) {
    if (planned.getOrNull("image").kind() == ValueKind.UNKNOWN || !known(planned)) {
      return true;
    }
    ServiceSpec before = ServiceParser.parse(prior);
    ServiceSpec after = ServiceParser.parse(planned);
    return !SpecHash.of(before).equals(SpecHash.of(after))
        || !before.template().program().env().equals(after.template().program().env());
  }

  private static boolean known(MapValue planned) {
    return planned.without("id").isWhollyKnown();
  }

  /** What the update does to what runs; why it stops, where the file does not say so itself. */
  private static Disruption disruption(MapValue prior, MapValue planned, List<String> warnings) {
    if (prior.getLong("replicas").orElse(1) == 0) {
      return Disruption.NONE;
    }
    Value replicas = planned.getOrNull("replicas").unwrapped();
    if (!replicas.isUnknown() && planned.getLong("replicas").orElse(1) == 0) {
      return Disruption.STOPS;
    }
    if (!isNewVersion(prior, planned)) {
      return Disruption.NONE;
    }
    if (!planned.getMap("deploy").getString("strategy", "rolling").equals("rolling")) {
      return Disruption.STOPS;
    }
    String because = reason(planned);
    if (because.isEmpty()) {
      return Disruption.ROLLING;
    }
    warnings.add("The old container stops before the new one starts, because " + because + ".");
    return Disruption.STOPS;
  }

  private static String reason(MapValue planned) {
    for (String name : planned.getMap("publish").keys()) {
      long port = planned.getMap("publish").getMap(name).getLong("port").orElse(0);
      if (port > 0) {
        return "two cannot have port " + port + " of the host";
      }
    }
    for (MapValue volume : ServiceParser.maps(planned, "volumes")) {
      if (!volume.getBoolean("readOnly", false) && planned.getLong("replicas").orElse(1) == 1) {
        return "two should not write to "
            + volume.getString("volume", volume.getString("bind", "the same storage"));
      }
    }
    return "";
  }

  private void farFolders(MapValue planned, List<String> warnings) {
    for (MapValue volume : ServiceParser.maps(planned, "volumes")) {
      String bind = volume.getString("bind");
      if (remote && bind != null && !Path.of(bind).isAbsolute()) {
        warnings.add(
            "The engine is on another machine: it looks for " + bind + " there, not here.");
      }
    }
  }
}

package dev.paas.provider.jclouds.vm;

import dev.paas.provider.jclouds.address.PublicAddress;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.call.UserLabels;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.naming.Names;
import dev.paas.provider.jclouds.volume.Attachments;
import dev.paas.spi.provider.Disruption;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans a machine: names it, and says what a change does to it. Asks nobody. */
final class VmPlanner {
  /** What clouds take of user data, written in base64. */
  private static final int USER_DATA_BYTES = 65_535 / 4 * 3;

  private final Names names;
  private final Limits limits;
  private final Cloud cloud;

  VmPlanner(Scope scope) {
    this.names = scope.names();
    this.limits = new Limits(scope.cloud());
    this.cloud = scope.cloud();
  }

  PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    UserLabels.check(proposed.getMap("labels"), ValuePath.of("labels"));
    checkUserData(proposed);
    PublicAddress.check(request.configuration());
    limits.check(request.configuration());
    Attachments.plan(cloud, request.configuration());
    MapValue named =
        request.prior() == null && !request.configuration().has("name")
            ? proposed.with("name", Value.of(names.of(request.address())))
            : proposed;
    MapValue kept = Aliases.kept(request.prior(), named);
    MapValue planned = PlannedFirewall.complete(request, kept);
    limits.checkRules(planned);
    return new PlannedResource(
        planned,
        replacements(request.prior(), planned),
        PlannedFirewall.warnings(request.prior()),
        disruption(request.prior(), planned));
  }

  private static void checkUserData(MapValue proposed) throws ProviderException {
    byte[] bytes = proposed.getString("userData", "").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > USER_DATA_BYTES) {
      throw ProviderException.builder(
              "userData has " + bytes.length + " bytes, and a cloud takes " + USER_DATA_BYTES)
          .hint("Let it fetch the rest, or put that into the image.")
          .path(ValuePath.of("userData"))
          .build();
    }
  }

  private List<Replacement> replacements(@Nullable MapValue prior, MapValue planned) {
    if (prior == null) {
      return List.of();
    }
    List<Replacement> replacements = new ArrayList<>(limits.replacements(prior, planned));
    if (prior.getString("status", "").equals("ERROR")) {
      replacements.add(new Replacement(ValuePath.of("status"), "the cloud says that it is broken"));
    }
    return replacements;
  }

  private static Disruption disruption(@Nullable MapValue prior, MapValue planned) {
    if (prior == null || !prior.getBoolean("running", false)) {
      return Disruption.NONE;
    }
    boolean resized =
        !prior.getOrNull("size").equals(planned.getOrNull("size"))
            || !prior.getOrNull("cpus").equals(planned.getOrNull("cpus"))
            || !prior.getOrNull("memory").equals(planned.getOrNull("memory"));
    return resized || !planned.getBoolean("running", true) ? Disruption.STOPS : Disruption.NONE;
  }
}

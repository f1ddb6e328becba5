package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.Pages.encoded;
import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;

import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import java.util.Optional;

/** How much of Neutron's things there may be. */
final class NeutronQuotas {
  private static final String NETWORK = "network";
  private static final String QUOTAS = "/v2.0/quotas/";

  private final Session session;

  NeutronQuotas(Session session) {
    this.session = session;
  }

  /** Many a cloud tells its limits to administrators only. */
  Optional<Quota> of(String kind) throws CloudException, InterruptedException {
    try {
      JsonObject own = session.get(NETWORK, QUOTAS + "tenant").getAsJsonObject("tenant");
      String path = QUOTAS + encoded(text(own, "tenant_id")) + "/details.json";
      JsonObject quotas = session.get(NETWORK, path).getAsJsonObject("quota");
      if (!quotas.has(kind)) {
        return Optional.empty();
      }
      JsonObject quota = quotas.getAsJsonObject(kind);
      int most = quota.get("limit").getAsInt();
      return most < 0
          ? Optional.empty()
          : Optional.of(new Quota(most, quota.get("used").getAsInt()));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }
}

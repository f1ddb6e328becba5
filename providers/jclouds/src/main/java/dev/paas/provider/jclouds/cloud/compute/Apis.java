package dev.paas.provider.jclouds.cloud.compute;

import com.google.common.reflect.TypeToken;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jclouds.ContextBuilder;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.compute.ComputeServiceContext;
import org.jclouds.providers.ProviderMetadata;
import org.jspecify.annotations.Nullable;

/** The APIs whose jars are in the plugin's folder. */
public final class Apis {
  private Apis() {}

  /** The ids of those with which machines can be made. */
  public static SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>(apis().keySet());
    ids.addAll(providers().keySet());
    return ids;
  }

  static @Nullable ContextBuilder builder(String id) {
    ProviderMetadata provider = providers().get(id);
    if (provider != null) {
      return ContextBuilder.newBuilder(provider);
    }
    ApiMetadata api = apis().get(id);
    return api == null ? null : ContextBuilder.newBuilder(api);
  }

  /** jclouds would look with the class loader of whoever calls. */
  private static Map<String, ApiMetadata> apis() {
    Map<String, ApiMetadata> apis = new TreeMap<>();
    for (ApiMetadata each : ServiceLoader.load(ApiMetadata.class, Apis.class.getClassLoader())) {
      if (makesMachines(each)) {
        apis.put(each.getId(), each);
      }
    }
    return apis;
  }

  private static Map<String, ProviderMetadata> providers() {
    Map<String, ProviderMetadata> providers = new TreeMap<>();
    for (ProviderMetadata each :
        ServiceLoader.load(ProviderMetadata.class, Apis.class.getClassLoader())) {
      if (makesMachines(each.getApiMetadata())) {
        providers.put(each.getId(), each);
      }
    }
    return providers;
  }

  private static boolean makesMachines(ApiMetadata api) {
    TypeToken<ComputeServiceContext> machines = TypeToken.of(ComputeServiceContext.class);
    return api.getViews().stream().anyMatch(machines::isSupertypeOf);
  }
}

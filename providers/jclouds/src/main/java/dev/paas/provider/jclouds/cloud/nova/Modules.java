package dev.paas.provider.jclouds.cloud.nova;

import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableSet;
import com.google.inject.Module;
import dev.paas.provider.jclouds.cloud.connection.KeepAnswer;
import jakarta.inject.Inject;
import java.util.Set;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.domain.Credentials;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpRetryHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.openstack.keystone.auth.config.AuthenticationModule;
import org.jclouds.openstack.keystone.auth.domain.AuthInfo;
import org.jclouds.openstack.keystone.catalog.config.ServiceCatalogModule;
import org.jclouds.openstack.keystone.catalog.config.ServiceCatalogModule.RegionModule;
import org.jclouds.openstack.keystone.v2_0.auth.V2AuthenticationApi;
import org.jclouds.openstack.keystone.v3.auth.V3AuthenticationApi;
import org.jclouds.openstack.nova.v2_0.NovaApiMetadata;
import org.jclouds.openstack.nova.v2_0.config.NovaHttpApiModule;
import org.jclouds.openstack.nova.v2_0.config.NovaParserModule;
import org.jclouds.rest.ConfiguresHttpApi;
import org.jclouds.rest.config.BinderUtils;

/** How jclouds is put together here: its parts for OpenStack, with two habits changed. */
final class Modules {
  private Modules() {}

  static ApiMetadata metadata() {
    Set<Class<? extends Module>> modules =
        ImmutableSet.of(
            Authentication.class,
            ServiceCatalogModule.class,
            RegionModule.class,
            NovaParserModule.class,
            Http.class);
    return new NovaApiMetadata().toBuilder().defaultModules(modules).build();
  }

  /** Asks for a new token once when the old one is refused; jclouds would go on for a minute. */
  public static final class Authentication extends AuthenticationModule {
    @Override
    protected void configure() {
      bind(HttpRetryHandler.class).annotatedWith(ClientError.class).to(RenewOnce.class);
      BinderUtils.bindHttpApi(binder(), V2AuthenticationApi.class);
      BinderUtils.bindHttpApi(binder(), V3AuthenticationApi.class);
    }
  }

  /** Keeps the whole of an answer that tells of a failure; jclouds would guess from its words. */
  @ConfiguresHttpApi
  public static final class Http extends NovaHttpApiModule {
    @Override
    protected void bindErrorHandlers() {
      bind(HttpErrorHandler.class).annotatedWith(Redirection.class).to(KeepAnswer.class);
      bind(HttpErrorHandler.class).annotatedWith(ClientError.class).to(KeepAnswer.class);
      bind(HttpErrorHandler.class).annotatedWith(ServerError.class).to(KeepAnswer.class);
    }
  }

  /** Renews the token, once for each request. */
  static final class RenewOnce implements HttpRetryHandler {
    private static final int UNAUTHORIZED = 401;

    private final LoadingCache<Credentials, AuthInfo> tokens;

    @Inject
    RenewOnce(LoadingCache<Credentials, AuthInfo> tokens) {
      this.tokens = tokens;
    }

    @Override
    public boolean shouldRetryRequest(HttpCommand command, HttpResponse response) {
      boolean login = command.getCurrentRequest().getFilters().isEmpty();
      if (response.getStatusCode() != UNAUTHORIZED || login || command.getFailureCount() > 0) {
        return false;
      }
      command.incrementFailureCount();
      tokens.invalidateAll();
      return true;
    }
  }
}

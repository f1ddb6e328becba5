package dev.paas.provider.jclouds.cloud.ec2;

import com.google.common.collect.ImmutableSet;
import com.google.inject.Module;
import dev.paas.provider.jclouds.cloud.connection.KeepAnswer;
import java.util.Set;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.aws.ec2.AWSEC2ApiMetadata;
import org.jclouds.aws.ec2.config.AWSEC2HttpApiModule;
import org.jclouds.aws.filters.FormSignerV4.ServiceAndRegion;
import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.rest.ConfiguresHttpApi;

/** How jclouds is put together for EC2. */
final class Ec2Modules {
  private Ec2Modules() {}

  static ApiMetadata metadata() {
    Set<Class<? extends Module>> modules = ImmutableSet.of(Http.class);
    return new AWSEC2ApiMetadata().toBuilder().defaultModules(modules).build();
  }

  /** Keeps the whole of an answer that tells of a failure. */
  @ConfiguresHttpApi
  public static final class Http extends AWSEC2HttpApiModule {
    @Override
    protected void bindErrorHandlers() {
      bind(HttpErrorHandler.class).annotatedWith(Redirection.class).to(KeepAnswer.class);
      bind(HttpErrorHandler.class).annotatedWith(ClientError.class).to(KeepAnswer.class);
      bind(HttpErrorHandler.class).annotatedWith(ServerError.class).to(KeepAnswer.class);
    }

    @Override
    protected void bindRetryHandlers() {
      // Whoever asks decides whether to ask again.
    }
  }

  /** Signs for the region that is set: jclouds would guess it from the name of the host. */
  record Region(String name) implements ServiceAndRegion {
    @Override
    public String service() {
      return "ec2";
    }

    @Override
    public String region(String host) {
      return name;
    }
  }
}

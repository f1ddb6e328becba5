package dev.paas.provider.jclouds.cloud.nova;

import com.google.common.base.Supplier;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.connection.Connections;
import dev.paas.provider.jclouds.cloud.connection.InterruptibleCalls;
import dev.paas.provider.jclouds.cloud.connection.SilentLogging;
import dev.paas.provider.jclouds.cloud.nova.Access.Login;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jclouds.ContextBuilder;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;
import org.jclouds.openstack.keystone.auth.config.CredentialTypes;
import org.jclouds.openstack.keystone.auth.filters.AuthenticateRequest;
import org.jclouds.openstack.keystone.catalog.ServiceEndpoint;
import org.jclouds.openstack.keystone.config.KeystoneProperties;
import org.jclouds.util.Strings2;
import org.jspecify.annotations.Nullable;

/** Requests to the services of an OpenStack. The first one logs in. */
final class Session implements AutoCloseable {
  /** The service of volumes, which a catalogue may also call by its newer name. */
  static final String VOLUME = "volumev3";

  private static final String BLOCK_STORAGE = "block-storage";

  /** The first in which a volume that a server has can grow; of the year 2017. */
  private static final String VOLUME_VERSION = "volume 3.42";

  private final Access access;
  private final InterruptibleCalls calls = new InterruptibleCalls();
  private @Nullable Injector injector;

  Session(Access access) {
    this.access = access;
  }

  /**
   * Asks for something.
   *
   * @param service the service's type in the catalogue, such as {@code compute}
   * @param path what is asked for, below the service's endpoint
   */
  JsonObject get(String service, String path) throws CloudException, InterruptedException {
    return calls.look(() -> answer("GET", service, path, null)).getAsJsonObject();
  }

  /** Changes something; the answer is null where the service says nothing. */
  JsonElement change(String method, String service, String path, @Nullable JsonElement body)
      throws CloudException, InterruptedException {
    return calls.change(() -> answer(method, service, path, body));
  }

  private JsonElement answer(String method, String service, String path, @Nullable JsonElement body)
      throws CloudException {
    try {
      HttpRequest.Builder<?> request =
          HttpRequest.builder()
              .method(method)
              .endpoint(address(service, path))
              .addHeader("Accept", "application/json")
              .filter(injector().getInstance(AuthenticateRequest.class));
      if (service.equals(VOLUME)) {
        request.addHeader("OpenStack-API-Version", VOLUME_VERSION);
      }
      if (body != null) {
        Payload payload = Payloads.newStringPayload(body.toString());
        payload.getContentMetadata().setContentType("application/json");
        payload.setSensitive(true);
        request.payload(payload);
      }
      return json(
          injector()
              .getInstance(HttpCommandExecutorService.class)
              .invoke(new HttpCommand(request.build())));
    } catch (RuntimeException | IOException failure) {
      throw Failures.of(failure);
    }
  }

  private static JsonElement json(HttpResponse response) throws IOException {
    if (response.getPayload() == null) {
      return JsonNull.INSTANCE;
    }
    String text = Strings2.toStringAndClose(response.getPayload().openStream());
    return text.isBlank() ? JsonNull.INSTANCE : JsonParser.parseString(text);
  }

  private URI address(String service, String path) throws CloudException {
    String base = endpoint(service).toString();
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    // Some catalogues have the version in the endpoint, some have not.
    String version = path.substring(0, Math.max(0, path.indexOf('/', 1)));
    boolean versioned = !version.isEmpty() && trimmed.endsWith(version);
    return URI.create(
        (versioned ? trimmed.substring(0, trimmed.length() - version.length()) : trimmed) + path);
  }

  private URI endpoint(String service) throws CloudException {
    List<ServiceEndpoint> catalogue =
        injector()
            .getInstance(Key.get(new TypeLiteral<Supplier<List<ServiceEndpoint>>>() {}))
            .get();
    List<ServiceEndpoint> found = endpoints(catalogue, service);
    if (found.isEmpty() && service.equals(VOLUME)) {
      found = endpoints(catalogue, BLOCK_STORAGE);
    }
    TreeSet<String> regions = new TreeSet<>();
    for (ServiceEndpoint each : found) {
      String region = each.regionId();
      if (region != null) {
        regions.add(region);
      }
      if (access.region() == null ? found.size() == 1 : access.region().equals(region)) {
        return each.url();
      }
    }
    if (found.isEmpty()) {
      throw new CloudException(Kind.REFUSED, "its catalogue has no service of the type " + service);
    }
    throw new CloudException(
        Kind.REFUSED,
        (access.region() == null ? "it has several regions" : "it has no region " + access.region())
            + ": there are "
            + String.join(", ", regions));
  }

  private static List<ServiceEndpoint> endpoints(List<ServiceEndpoint> catalogue, String service) {
    return catalogue.stream()
        .filter(each -> each.type().equals(service))
        .filter(each -> each.iface() == ServiceEndpoint.Interface.PUBLIC)
        .toList();
  }

  private synchronized Injector injector() {
    if (injector == null) {
      Properties properties = Connections.properties(access.timeout());
      properties.setProperty(KeystoneProperties.KEYSTONE_VERSION, "3");
      properties.setProperty(KeystoneProperties.TENANT_NAME, access.domain());
      properties.setProperty(KeystoneProperties.CREDENTIAL_TYPE, type(access.login()));
      if (access.login() != Login.APPLICATION_CREDENTIAL) {
        properties.setProperty(KeystoneProperties.SCOPE, "project:" + access.project());
      }
      if (access.projectDomain() != null) {
        properties.setProperty(KeystoneProperties.PROJECT_DOMAIN_NAME, access.projectDomain());
      }
      injector =
          ContextBuilder.newBuilder(Modules.metadata())
              .endpoint(access.endpoint())
              .credentials(access.user(), access.password())
              .overrides(properties)
              .modules(List.of(new SilentLogging()))
              .buildInjector();
    }
    return injector;
  }

  private static String type(Login login) {
    return switch (login) {
      case PASSWORD -> CredentialTypes.PASSWORD_CREDENTIALS;
      case APPLICATION_CREDENTIAL -> CredentialTypes.API_ACCESS_KEY_CREDENTIALS;
      case TOKEN -> CredentialTypes.TOKEN_CREDENTIALS;
    };
  }

  @Override
  public synchronized void close() {
    calls.close();
    if (injector != null) {
      Connections.close(injector);
      injector = null;
    }
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import com.google.common.base.Suppliers;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimap;
import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.connection.Answers;
import dev.paas.provider.jclouds.cloud.connection.Connections;
import dev.paas.provider.jclouds.cloud.connection.InterruptibleCalls;
import dev.paas.provider.jclouds.cloud.connection.SilentLogging;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jclouds.ContextBuilder;
import org.jclouds.aws.domain.SessionCredentials;
import org.jclouds.aws.filters.FormSigner;
import org.jclouds.aws.filters.FormSignerV4.ServiceAndRegion;
import org.jclouds.domain.Credentials;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpResponse;
import org.jclouds.io.Payload;
import org.jclouds.io.Payloads;
import org.jclouds.util.Strings2;
import org.jspecify.annotations.Nullable;

/** Signed requests to EC2's query API. */
final class Query implements AutoCloseable {
  /** The version of the API that is spoken. */
  private static final String VERSION = "2016-11-15";

  private final Ec2Access access;
  private final InterruptibleCalls calls = new InterruptibleCalls();
  private @Nullable Injector injector;

  Query(Ec2Access access) {
    this.access = access;
  }

  /** Asks for something. */
  Xml look(Call call) throws CloudException, InterruptedException {
    return calls.look(() -> answer(call));
  }

  /** Changes something. */
  Xml change(Call call) throws CloudException, InterruptedException {
    return calls.change(() -> answer(call));
  }

  /** Changes something; that it is gone already is success. */
  void unlessMissing(Call call) throws CloudException, InterruptedException {
    try {
      change(call);
    } catch (CloudException e) {
      if (!Ec2Failures.isMissing(e)) {
        throw e;
      }
    }
  }

  /** The elements of a list, page by page. */
  List<Xml> all(Call call, String list) throws CloudException, InterruptedException {
    List<Xml> all = new ArrayList<>();
    String next = "";
    do {
      Xml page = look(next.isEmpty() ? call : call.with("NextToken", next));
      all.addAll(page.items(list));
      next = page.text("nextToken");
    } while (!next.isEmpty());
    return all;
  }

  private Xml answer(Call call) throws CloudException {
    try {
      Multimap<String, String> form = LinkedHashMultimap.create();
      form.put("Action", call.action());
      form.put("Version", VERSION);
      call.parameters().forEach(form::put);
      Payload payload = Payloads.newUrlEncodedFormPayload(form);
      payload.getContentMetadata().setContentType("application/x-www-form-urlencoded");
      payload.setSensitive(true);
      URI endpoint = URI.create(access.endpoint());
      HttpRequest request =
          HttpRequest.builder()
              .method("POST")
              .endpoint(endpoint)
              .addHeader("Host", endpoint.getRawAuthority())
              .payload(payload)
              .filter(injector().getInstance(FormSigner.class))
              .build();
      HttpResponse response =
          injector().getInstance(HttpCommandExecutorService.class).invoke(new HttpCommand(request));
      return Xml.parse(
          response.getPayload() == null
              ? ""
              : Strings2.toStringAndClose(response.getPayload().openStream()));
    } catch (RuntimeException | IOException failure) {
      throw Answers.failure(failure, Ec2Failures::read);
    }
  }

  private synchronized Injector injector() {
    if (injector == null) {
      injector =
          ContextBuilder.newBuilder(Ec2Modules.metadata())
              .endpoint(access.endpoint())
              .credentialsSupplier(Suppliers.ofInstance(credentials()))
              .overrides(Connections.properties(access.timeout()))
              .modules(List.of(new SilentLogging(), new Signing(access.region())))
              .buildInjector();
    }
    return injector;
  }

  private Credentials credentials() {
    String token = access.sessionToken();
    return token == null
        ? new Credentials(access.keyId(), access.secret())
        : SessionCredentials.builder()
            .accessKeyId(access.keyId())
            .secretAccessKey(access.secret())
            .sessionToken(token)
            .build();
  }

  @Override
  public synchronized void close() {
    calls.close();
    if (injector != null) {
      Connections.close(injector);
      injector = null;
    }
  }

  private static final class Signing extends AbstractModule {
    private final String region;

    Signing(String region) {
      this.region = region;
    }

    @Override
    protected void configure() {
      bind(ServiceAndRegion.class).toInstance(new Ec2Modules.Region(region));
    }
  }
}

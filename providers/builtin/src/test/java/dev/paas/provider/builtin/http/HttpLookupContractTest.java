package dev.paas.provider.builtin.http;

import dev.paas.provider.builtin.BuiltinPlugin;
import dev.paas.provider.tck.LookupContract;
import dev.paas.provider.tck.LookupSamples;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The look-up {@code http} keeps the contract. */
class HttpLookupContractTest extends LookupContract {
  private final TestServer server;

  HttpLookupContractTest() throws IOException {
    this.server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected ProviderPlugin plugin() {
    return new BuiltinPlugin();
  }

  @Override
  protected String type() {
    return "http";
  }

  @Override
  protected LookupSamples samples() {
    return LookupSamples.of(url("/json"))
        .also(url("/text").with("method", Value.of("HEAD")).with("timeout", Value.of("20s")))
        .also(url("/echo").with("headers", secret()).with("format", Value.of("text")))
        .also(url("/moved").with("followRedirects", Value.of(true)))
        .also(url("/missing").with("expectedStatus", statuses()).with("sensitive", Value.of(true)))
        .bad(url("/missing").with("headers", secret()), "url")
        .bad(url("/text").with("format", Value.of("json")), "format")
        .bad(url("/large"), "url")
        .bad(url("/loop"), "url")
        .bad(url("/text").with("headers", MapValue.builder().put("Host", "x").build()), "headers")
        .bad(MapValue.builder().put("url", "ftp://example.com").build(), "url")
        .bad(MapValue.builder().put("url", "http://me:geheim@127.0.0.1/").build(), "url");
  }

  private static Value statuses() {
    return Value.list(List.of(Value.of(404), Value.of("2xx")));
  }

  private static MapValue secret() {
    return MapValue.builder()
        .put("Authorization", Value.of("Bearer hidden token").asSensitive())
        .build();
  }

  private MapValue url(String path) {
    return MapValue.builder().put("url", server.url(path)).build();
  }

  @Override
  protected Map<String, String> things() {
    return Map.of();
  }
}

package dev.paas.provider.builtin.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.builtin.testkit.RecordingContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the look-up {@code http} makes of answers. */
class HttpLookupTest {
  private final TestServer server;
  private final HttpLookup lookup = new HttpLookup();

  HttpLookupTest() throws IOException {
    this.server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MapValue asking(String url) {
    return MapValue.builder()
        .put("url", url)
        .put("timeout", "20s")
        .put("expectedStatus", Value.strings(List.of("2xx")))
        .build();
  }

  private MapValue read(MapValue configuration) throws ProviderException {
    return lookup.read(configuration, new RecordingContext());
  }

  private ProviderException refusal(MapValue configuration) {
    return assertThrows(ProviderException.class, () -> read(configuration));
  }

  @Test
  void jsonIsDecodedWhenTheServerSaysThatItIs() throws Exception {
    MapValue json = read(asking(server.url("/json")));
    assertEquals(Value.of(200), json.get("status"));
    assertEquals("{a: [1]}", json.getOrNull("json").toString());
    assertEquals(
        "application/json; charset=utf-8",
        json.getMap("responseHeaders").getString("content-type"));
    MapValue text = read(asking(server.url("/text")));
    assertTrue(text.getOrNull("json").isNull());
    assertEquals("hello", text.getString("body"));
  }

  @Test
  void anAnswerWithASecretThatWasSentIsSensitive() throws Exception {
    MapValue headers =
        MapValue.builder().put("Authorization", Value.of("hidden token").asSensitive()).build();
    MapValue answer = read(asking(server.url("/echo")).with("headers", headers));
    assertTrue(answer.getOrNull("body").hasSensitive());
    assertFalse(
        read(asking(server.url("/text")).with("headers", headers))
            .getOrNull("body")
            .hasSensitive());
  }

  @Test
  void anotherServerGetsNoHeaders() throws Exception {
    try (TestServer other = new TestServer()) {
      MapValue headers =
          MapValue.builder().put("Authorization", Value.of("hidden token").asSensitive()).build();
      read(asking(server.url("/to?" + other.url("/text"))).with("headers", headers));
      assertEquals(List.of("GET /text null"), other.requests());
      read(asking(server.url("/moved")).with("headers", headers));
      assertTrue(server.requests().contains("GET /text hidden token"), "the same server does");
    }
  }

  @Test
  void redirectionsAreAnswersWhenTheyAreNotFollowed() throws Exception {
    MapValue answer =
        read(
            asking(server.url("/moved"))
                .with("followRedirects", Value.of(false))
                .with("expectedStatus", Value.list(List.of(Value.of(302)))));
    assertEquals("/text", answer.getMap("responseHeaders").getString("location"));
  }

  @Test
  void whatMayPassIsTriedAgainAsTheServerAsks() {
    ProviderException busy = refusal(asking(server.url("/busy")));
    assertTrue(busy.retryable());
    assertEquals(Duration.ofSeconds(7), busy.retryAfter());
    assertFalse(refusal(asking(server.url("/missing"))).retryable());
  }

  @Test
  void aServerThatIsNotThereMayComeUp() {
    String url = server.url("/text");
    server.close();
    ProviderException refusal = refusal(asking(url));
    assertEquals("the server cannot be reached", refusal.reason());
    assertTrue(refusal.retryable());
  }

  @Test
  void aSlowServerIsGivenUp() {
    ProviderException late =
        refusal(asking(server.url("/slow")).with("timeout", Value.of("200ms")));
    assertEquals("the server did not answer within 200 ms", late.reason());
  }

  @Test
  void tooMuchIsRefused() {
    assertEquals("the answer is larger than 1 MiB", refusal(asking(server.url("/large"))).reason());
    assertEquals(
        "the server redirects more than 5 times", refusal(asking(server.url("/loop"))).reason());
  }
}

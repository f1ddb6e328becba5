package dev.paas.provider.jclouds.cloud.nova;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.connection.Answers;
import dev.paas.provider.jclouds.cloud.nova.Responder.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NovaCloudTest {
  private final Responder responder;
  private final NovaCloud cloud;

  NovaCloudTest() throws IOException {
    responder = new Responder();
    cloud = new NovaCloud(responder.access("right"));
  }

  @AfterEach
  void close() {
    cloud.close();
    responder.close();
  }

  private static String page(int from, int to, String link) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                "{\"id\": \"%d\", \"name\": \"vm\", \"status\": \"ACTIVE\", \"flavor\": {\"id\": \"1\"}}"
                    .formatted(i))
        .collect(Collectors.joining(",", "{\"servers\": [", "]" + link + "}"));
  }

  @Test
  void twoHundredServersAreAsManyCallsAsPages() throws Exception {
    String next =
        ", \"servers_links\": [{\"rel\": \"next\", \"href\": \"http://elsewhere:1/v2.1/servers/detail?marker=149\"}]";
    responder.next(Answer.of(page(0, 150, next)));
    responder.next(Answer.of(page(150, 200, "")));
    List<Server> servers = cloud.servers();
    assertEquals(200, servers.size());
    assertEquals(
        List.of(
            "login",
            "GET /compute/v2.1/servers/detail",
            "GET /compute/v2.1/servers/detail?marker=149"),
        List.copyOf(responder.requests()));
  }

  private CloudException failing(int status, String body, Map<String, String> headers) {
    responder.next(new Answer(status, body, headers));
    return assertThrows(CloudException.class, cloud::servers);
  }

  @Test
  void failuresAreToldByTheirStatusAndInTheCloudsWords() {
    CloudException busy =
        failing(429, "{\"overLimit\": {\"message\": \"Slow down\"}}", Map.of("Retry-After", "7"));
    assertEquals(Kind.BUSY, busy.kind());
    assertEquals("Slow down", busy.said());
    assertEquals(Duration.ofSeconds(7), busy.retryAfter());
    assertEquals(Kind.BUSY, failing(503, "", Map.of()).kind());
    assertEquals(Kind.FAILED, failing(500, "<html>oops</html>", Map.of()).kind());
    assertEquals(Kind.CONFLICT, failing(409, "{}", Map.of()).kind());
    assertEquals(Kind.NOT_FOUND, failing(404, "{}", Map.of()).kind());
    CloudException quota =
        failing(403, "{\"forbidden\": {\"message\": \"Quota exceeded for instances\"}}", Map.of());
    assertEquals(Kind.FORBIDDEN, quota.kind());
    CloudException network =
        failing(409, "{\"NeutronError\": {\"message\": \"Quota exceeded for x\"}}", Map.of());
    assertEquals(Kind.FORBIDDEN, network.kind());
    assertEquals(1, responder.requests().stream().filter("login"::equals).count());
    assertEquals(8, responder.requests().size(), "none was sent twice");
  }

  @Test
  void retryAfterMayBeADate() {
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    assertEquals(Duration.ofSeconds(30), Answers.retryAfter("Thu, 26 Nov 2026 12:00:30 GMT", now));
    assertEquals(Duration.ZERO, Answers.retryAfter("Thu, 26 Nov 2026 11:00:00 GMT", now));
    assertEquals(null, Answers.retryAfter("soon", now));
  }

  @Test
  void anExpiredTokenIsRenewedOnce() throws Exception {
    responder.next(new Answer(401, "{}", Map.of()));
    responder.next(Answer.of(page(0, 1, "")));
    assertEquals(1, cloud.servers().size());
    assertEquals(
        List.of(
            "login",
            "GET /compute/v2.1/servers/detail",
            "login",
            "GET /compute/v2.1/servers/detail"),
        List.copyOf(responder.requests()));
  }

  @Test
  void wrongCredentialsAreTriedOnce() {
    try (NovaCloud wrong = new NovaCloud(responder.access("wrong"))) {
      CloudException failure = assertThrows(CloudException.class, wrong::servers);
      assertEquals(Kind.UNAUTHORIZED, failure.kind());
      assertEquals(List.of("login"), List.copyOf(responder.requests()));
    }
  }

  @Test
  void aServiceThatTheCatalogueHasNotIsTold() {
    CloudException failure = assertThrows(CloudException.class, cloud::networks);
    assertEquals("its catalogue has no service of the type network", failure.said());
  }

  /** Nothing is printed: jclouds would tell of the request, to everybody. */
  @Test
  void nobodyThereIsUnreachable() throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      askNobody();
    } finally {
      System.setErr(before);
    }
    assertFalse(
        printed.toString(StandardCharsets.UTF_8).contains("auth/tokens"), printed::toString);
  }

  private static void askNobody() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Access access =
        new Access(
            Access.Login.PASSWORD,
            "http://127.0.0.1:" + port + "/v3",
            "Default",
            "me",
            "right",
            "shop",
            null,
            null,
            Duration.ofSeconds(3));
    try (NovaCloud nobody = new NovaCloud(access)) {
      assertEquals(Kind.UNREACHABLE, assertThrows(CloudException.class, nobody::servers).kind());
    }
  }

  @Test
  void noAnswerIsABrokenCallAndInterruptionEndsIt() throws Exception {
    assertEquals(Kind.BROKEN, assertThrows(CloudException.class, cloud::servers).kind());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, cloud::servers);
    assertTrue(!Thread.currentThread().isInterrupted());
  }
}

package dev.paas.cli.browser;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection to a browser.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final int MOST_SECONDS = 60;

  private final Map<Long, CompletableFuture<MapValue>> answers = new ConcurrentHashMap<>();
  private final List<MapValue> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DevTools(String address) throws InterruptedException {
    socket =
        within(
            HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), this));
  }

  /** What happened so far. */
  List<MapValue> events() {
    return events;
  }

  /**
   * Calls a method.
   *
   * @param session of a page; empty for the browser itself
   * @throws AssertionError when the browser says that it cannot
   */
  MapValue call(String session, String method, MapValue parameters) throws InterruptedException {
    long id = last.incrementAndGet();
    CompletableFuture<MapValue> answer = new CompletableFuture<>();
    answers.put(id, answer);
    MapValue.Builder call = MapValue.builder().put("id", id).put("method", method);
    call.put("params", parameters);
    if (!session.isEmpty()) {
      call.put("sessionId", session);
    }
    within(socket.sendText(JsonValues.toJson(call.build(), JsonValues.NONE), true));
    MapValue result = within(answer);
    if (result.has("error")) {
      throw new AssertionError(method + ": " + result.get("error"));
    }
    return result.getMap("result");
  }

  private static <T> T within(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError("the browser does not answer", failure);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean ends) {
    message.append(text);
    if (ends) {
      MapValue received = (MapValue) JsonValues.parse(message.toString());
      message.setLength(0);
      if (received.has("id")) {
        CompletableFuture<MapValue> answer = answers.remove(received.getLong("id").orElseThrow());
        if (answer != null) {
          answer.complete(received);
        }
      } else {
        events.add(received);
      }
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    answers.values().forEach(answer -> answer.completeExceptionally(failure));
  }

  @Override
  public void close() {
    socket.abort();
  }
}

package dev.paas.cli.browser;

import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A page in a browser. */
public final class BrowserPage implements AutoCloseable {
  private static final Map<String, Integer> KEYS =
      Map.of(
          "Enter",
          13,
          "Escape",
          27,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          "Tab",
          9,
          "Home",
          36,
          "End",
          35);

  private final DevTools tools;
  private final String session;

  private BrowserPage(DevTools tools, String session) {
    this.tools = tools;
    this.session = session;
  }

  static BrowserPage open(String browser, Path file) throws InterruptedException {
    DevTools tools = new DevTools(browser);
    MapValue blank = MapValue.builder().put("url", "about:blank").build();
    String target = tools.call("", "Target.createTarget", blank).getString("targetId", "");
    MapValue attach = MapValue.builder().put("targetId", target).put("flatten", true).build();
    String session = tools.call("", "Target.attachToTarget", attach).getString("sessionId", "");
    BrowserPage page = new BrowserPage(tools, session);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      page.call(domain + ".enable", MapValue.empty());
    }
    page.call("Page.navigate", MapValue.builder().put("url", file.toUri().toString()).build());
    page.await("document.readyState === 'complete' && location.protocol === 'file:'");
    return page;
  }

  private MapValue call(String method, MapValue parameters) throws InterruptedException {
    return tools.call(session, method, parameters);
  }

  /** What an expression of JavaScript, or the promise that it gives, comes to, as text. */
  public String evaluate(String expression) throws InterruptedException {
    MapValue result =
        call(
            "Runtime.evaluate",
            MapValue.builder()
                .put("expression", "Promise.resolve(" + expression + ").then(String)")
                .put("awaitPromise", true)
                .build());
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.getMap("result").getString("value", "");
  }

  /** Waits until an expression holds; an error when it does not within a minute. */
  public void await(String condition) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      if (evaluate(condition).equals("true")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("does not hold: " + condition);
  }

  /** Clicks in the middle of the element that a selector finds. */
  public void click(String selector) throws InterruptedException {
    String[] place =
        evaluate(
                "(() => { const b = document.querySelector("
                    + JsonValues.toJson(Value.of(selector), JsonValues.NONE)
                    + ").getBoundingClientRect(); return (b.x + b.width / 2) + ' ' +"
                    + " (b.y + b.height / 2); })()")
            .split(" ", -1);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          MapValue.builder()
              .put("type", type)
              .put("x", Value.of(Double.parseDouble(place[0])))
              .put("y", Value.of(Double.parseDouble(place[1])))
              .put("button", "left")
              .put("clickCount", 1)
              .build());
    }
  }

  /** Types letters where the focus is. */
  public void type(String text) throws InterruptedException {
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      key("keyDown", letter, letter);
      key("keyUp", letter, "");
    }
  }

  /** Presses a key that is no letter. */
  public void press(String key) throws InterruptedException {
    key("rawKeyDown", key, "");
    key("keyUp", key, "");
  }

  private void key(String type, String key, String text) throws InterruptedException {
    MapValue.Builder event = MapValue.builder().put("type", type).put("key", key);
    if (KEYS.containsKey(key)) {
      event.put("windowsVirtualKeyCode", KEYS.get(key).longValue());
    }
    if (!text.isEmpty()) {
      event.put("text", text);
    }
    call("Input.dispatchKeyEvent", event.build());
  }

  /** Lets the page believe that its user wants light or dark colours. */
  public void prefer(String scheme) throws InterruptedException {
    MapValue feature =
        MapValue.builder().put("name", "prefers-color-scheme").put("value", scheme).build();
    call(
        "Emulation.setEmulatedMedia",
        MapValue.builder().put("features", Value.list(feature)).build());
  }

  /** What is seen, as PNG. */
  public byte[] picture() throws InterruptedException {
    MapValue png = MapValue.builder().put("format", "png").build();
    return Base64.getDecoder().decode(call("Page.captureScreenshot", png).getString("data", ""));
  }

  /** Exceptions, and messages in the browser's console and log. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (MapValue event : tools.events()) {
      String method = event.getString("method", "");
      boolean complains =
          method.equals("Runtime.exceptionThrown")
              || method.equals("Runtime.consoleAPICalled")
              || method.equals("Log.entryAdded");
      if (complains) {
        complaints.add(method + " " + event.getMap("params"));
      }
    }
    return complaints;
  }

  /** The addresses of all that the page has asked for, itself included. */
  public List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (MapValue event : tools.events()) {
      if (event.getString("method", "").equals("Network.requestWillBeSent")) {
        requests.add(event.getMap("params").getMap("request").getString("url", ""));
      }
    }
    return requests;
  }

  @Override
  public void close() {
    tools.close();
  }
}

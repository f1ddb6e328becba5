package dev.paas.provider.ssh;

import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;

/** When a machine counts as ready. */
sealed interface Readiness {

  /** Somebody can log in. */
  record Login() implements Readiness {}

  /** Something listens on a port. */
  record Tcp(int port) implements Readiness {}

  /**
   * A web server answers.
   *
   * @param status the statuses that it may answer with; when empty all from 200 to 399
   */
  record Http(boolean tls, int port, String path, List<Integer> status) implements Readiness {
    public Http {
      status = List.copyOf(status);
    }

    boolean accepts(int answer) {
      return status.isEmpty() ? answer >= 200 && answer < 400 : status.contains(answer);
    }
  }

  /** What {@code ready} asks for. */
  static Readiness of(MapValue ready) {
    if (ready.has("tcp")) {
      return new Tcp((int) ready.getLong("tcp").orElse(0));
    }
    if (ready.has("http")) {
      MapValue http = ready.getMap("http");
      boolean tls = http.getString("scheme", "http").equals("https");
      return new Http(
          tls,
          (int) http.getLong("port").orElse(tls ? 443 : 80),
          http.getString("path", "/"),
          numbers(http));
    }
    return new Login();
  }

  private static List<Integer> numbers(MapValue http) {
    return http.getList("status").values().stream()
        .map(Value::unwrapped)
        .filter(IntegerValue.class::isInstance)
        .map(number -> (int) ((IntegerValue) number).value())
        .toList();
  }

  /** The hash by which it is told from every other. */
  default String mark() {
    return new Mark("ready").add(toString()).text();
  }
}

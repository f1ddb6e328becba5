package dev.paas.provider.jclouds.cloud.nova;

import static dev.paas.provider.jclouds.cloud.nova.ServerMapping.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paas.provider.jclouds.cloud.CloudException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of the services, page by page: a page has a link to the next one. */
final class Pages {
  private final Session session;

  Pages(Session session) {
    this.session = session;
  }

  /**
   * All elements of a list.
   *
   * @param list the key of the elements
   * @param links the key of the links
   */
  List<JsonObject> all(String service, String path, String list, String links)
      throws CloudException, InterruptedException {
    List<JsonObject> all = new ArrayList<>();
    String next = path;
    while (next != null) {
      JsonObject page = session.get(service, next);
      page.getAsJsonArray(list).forEach(each -> all.add(each.getAsJsonObject()));
      String query = next(page, links);
      next = query == null ? null : path.replaceFirst("\\?.*", "") + query;
    }
    return all;
  }

  /** Of a link only what it asks for: behind a proxy its host is often wrong. */
  static String query(String link) {
    int at = link.indexOf('?');
    return at < 0 ? "" : link.substring(at);
  }

  private static @Nullable String next(JsonObject page, String links) {
    if (page.has(links)) {
      for (JsonElement link : page.getAsJsonArray(links)) {
        if (text(link.getAsJsonObject(), "rel").equals("next")) {
          return query(text(link.getAsJsonObject(), "href"));
        }
      }
    }
    return null;
  }

  /** A text as a part of an address. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

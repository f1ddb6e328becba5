package dev.paas.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.cli.Commands;
import dev.paas.cli.browser.Browser;
import dev.paas.cli.browser.BrowserPage;
import dev.paas.core.json.JsonValues;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a plan, in a browser. */
final class PlanPageTest {
  private static final String HEAD = "apiVersion: paas/v1\nname: shop\nresources:\n";
  private static final String EVIL = "</script><script>alert(1)</script>\"'&<!--";
  private static final String BEFORE =
      HEAD
          + "  base: { type: bench.thing, label: base, size: 1, password: geheim1, token: geheim2 }\n"
          + "  renewed: { type: bench.thing, label: renewed, dependsOn: [resources.base] }\n"
          + "  left: { type: bench.thing, label: left, dependsOn: [resources.base] }\n"
          + "  same: { type: bench.thing, label: same }\n";
  private static final String AFTER =
      HEAD
          + "  base: { type: bench.thing, label: base, size: 2, mood: calm, password: geheim3, token:"
          + " geheim4 }\n"
          + "  renewed: { type: bench.thing, label: renewed-now, dependsOn: [resources.base] }\n"
          + "  same: { type: bench.thing, label: same }\n"
          + "  new:\n    type: bench.thing\n    forEach: ['</script>']\n    label: '"
          + EVIL.replace("'", "''")
          + "'\n    dependsOn: [resources.renewed]\n"
          + "outputs:\n  hidden: { value: \"${resources.base.password}\", sensitive: true }\n";

  private static Path temporary = Path.of("");
  private static Path folder = Path.of("");
  private static Path file = Path.of("");
  private static Browser browser;
  private BrowserPage page;

  @BeforeAll
  static void start(@TempDir Path empty) throws Exception {
    temporary = empty;
    browser = Browser.start(temporary.resolve("profile"));
    folder = Files.createDirectory(temporary.resolve("shop"));
    Files.writeString(folder.resolve("platform.yaml"), BEFORE);
    Commands.output(folder, "apply", "--auto-approve");
    Files.writeString(folder.resolve("platform.yaml"), AFTER);
    file = written("plan", "--html");
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path written(String... command) throws IOException {
    Path target = temporary.resolve(String.join("", command).replaceAll("[^a-z]", "") + ".html");
    return Files.writeString(target, Commands.output(folder, command));
  }

  @BeforeEach
  void open() throws Exception {
    page = browser.open(file);
  }

  @AfterEach
  void nothingWentWrong() throws Exception {
    assertEquals(List.of(), page.complaints());
    assertEquals(List.of(file.toUri().toString()), page.requests());
    page.close();
  }

  private String details() throws Exception {
    return page.evaluate("document.getElementById('details').innerText");
  }

  /** Waits until the details have a text. */
  private void detailed(String text) throws Exception {
    page.await(
        "document.getElementById('details').innerText.includes("
            + JsonValues.toJson(Value.of(text), JsonValues.NONE)
            + ")");
  }

  private String listed() throws Exception {
    return page.evaluate(
        "[...document.querySelectorAll('#list li:not([hidden])')].map(r => r.textContent).join()");
  }

  private static String node(String address) {
    return "[...document.querySelectorAll('#picture .node')].find(n =>"
        + " n.querySelector('title').textContent.startsWith('"
        + address
        + ":'))";
  }

  /** Each line that the terminal has of a resource. */
  private static List<String> told(String address) {
    String text = Commands.output(folder, "plan");
    String begin = text.substring(text.indexOf(address));
    return begin
        .substring(0, begin.indexOf("\n\n"))
        .lines()
        .skip(1)
        .map(PlanPageTest::plain)
        .toList();
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  @Test
  void everythingHasItsSign() throws Exception {
    String signs =
        page.evaluate("[...document.querySelectorAll('#picture .sign')].map(s => s.textContent)");
    assertEquals("-,-/+,~,+", signs);
    assertTrue(listed().contains("-/+"), listed());
    assertTrue(details().contains("Deletes") && details().contains("Replaces"), details());
  }

  @Test
  void theSearchFinds() throws Exception {
    page.type("/");
    page.type("renew");
    page.await("document.getElementById('found').innerText === '1 of 4 resources'");
    assertTrue(listed().endsWith("resources.renewed"), listed());
    assertFalse(listed().contains("base"), listed());
    page.press("Enter");
    detailed("forces replacement");
  }

  @Test
  void aClickShowsTheDifferenceThatTheTerminalShows() throws Exception {
    page.evaluate(node("resources.base") + ".setAttribute('id', 'wanted')");
    page.click("#wanted");
    detailed("mood");
    String shown = plain(details());
    List<String> told = told("resources.base");
    assertTrue(told.size() > 3, told::toString);
    for (String line : told) {
      String only = (line.startsWith("…") ? line.substring(2) : line).replace("`", "");
      assertTrue(shown.contains(plain(only)), () -> line + " is not in " + shown);
    }
  }

  @Test
  void theKeyboardGoesThroughTheList() throws Exception {
    page.evaluate("document.getElementById('list').focus()");
    page.press("ArrowDown");
    detailed("resources.left");
    page.press("ArrowDown");
    detailed("resources.renewed");
    page.press("End");
    detailed("resources.new");
    page.press("Home");
    detailed("resources.left");
    page.press("Escape");
    detailed("Overview");
    page.await("!document.getElementById('details').innerText.includes('is done')");
  }

  @Test
  void theKeyboardGoesAlongArrows() throws Exception {
    String transform = "document.getElementById('view').getAttribute('transform')";
    page.evaluate("document.getElementById('search').focus()");
    page.type("resources.base");
    page.press("Enter");
    detailed("mood");
    page.evaluate("document.getElementById('picture').focus()");
    page.press("ArrowRight");
    detailed("forces replacement");
    page.press("ArrowLeft");
    detailed("mood");
    String before = page.evaluate(transform);
    page.type("+");
    page.await(transform + " !== '" + before + "'");
  }

  @Test
  void theTabKeyReachesEverything() throws Exception {
    StringBuilder reached = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      page.press("Tab");
      reached.append(
          page.evaluate("document.activeElement.id || document.activeElement.innerText"));
      reached.append(' ');
    }
    for (String part : List.of("search", "delete", "create", "list", "picture", "whole")) {
      assertTrue(reached.toString().contains(part), part + " is not in " + reached);
    }
  }

  @Test
  void theFilterHides() throws Exception {
    String hidden = "getComputedStyle(" + node("resources.left") + ").display";
    assertEquals("inline", page.evaluate(hidden));
    page.click("#filters button");
    page.await(hidden + " === 'none'");
    assertFalse(listed().contains("resources.left"), listed());
    page.click("#filters button");
    page.await(hidden + " === 'inline'");
    assertTrue(listed().contains("resources.left"), listed());
  }

  @Test
  void thereAreLightAndDarkColours() throws Exception {
    String ground = "getComputedStyle(document.body).backgroundColor";
    page.prefer("light");
    assertEquals("rgb(255, 255, 255)", page.evaluate(ground));
    page.prefer("dark");
    assertEquals("rgb(13, 17, 23)", page.evaluate(ground));
    String box = "getComputedStyle(document.querySelector('#picture .node rect')).fill";
    assertEquals("rgb(22, 27, 34)", page.evaluate(box));
  }

  @Test
  void textsOfOthersAreOnlyText() throws Exception {
    assertEquals("2", page.evaluate("document.scripts.length"));
    page.evaluate("document.getElementById('search').focus()");
    page.type("resources.new");
    page.press("Enter");
    detailed("resources.new[\"</script>\"]");
    detailed("label: \"" + EVIL.replace("\"", "\\\"") + "\"");
  }

  @Test
  void nothingSensitiveIsInTheFile() throws Exception {
    assertFalse(Files.readString(file).contains("geheim"));
    assertTrue(Files.readString(file).contains("(sensitive)"));
  }

  @Test
  void thePolicyLetsNothingBeLoaded() throws Exception {
    String violated =
        "new Promise(done => { document.addEventListener('securitypolicyviolation', e =>"
            + " done(e.effectiveDirective)); new Image().src = 'http://127.0.0.1:1/x.png'; })";
    BrowserPage other = browser.open(file);
    assertEquals("img-src", other.evaluate(violated));
    other.close();
  }

  @Test
  void otherGraphsHavePagesToo() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("platform.yaml"), "apiVersion: paas/v1\nname: empty\n");
    for (String[] command :
        List.of(
            new String[] {"show", "--html"},
            new String[] {"graph", "--format", "html"},
            new String[] {"graph", "--format", "svg"},
            new String[] {"plan", "--html", "-f", "empty"},
            new String[] {"plan", "--html", "--refresh-only"})) {
      Path other = written(command);
      assertFalse(Files.readString(other).contains("geheim"), command[0]);
      BrowserPage opened = browser.open(other);
      assertEquals(List.of(), opened.complaints());
      opened.close();
    }
  }

  @Test
  void aThousandResourcesCanBeSearched() throws Exception {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 1000; i++) {
      text.append("  r").append(i).append(": { type: data, input: \"");
      text.append(i < 10 ? "first" : "${resources.r" + i % 10 + ".output}").append("\" }\n");
    }
    Path all = Files.createDirectory(folder.resolve("large"));
    Files.writeString(all.resolve("platform.yaml"), text.toString().replace("shop", "large"));
    BrowserPage large = browser.open(written("plan", "--html", "-f", "large"));
    large.type("/");
    large.type("resources.r777");
    large.press("Enter");
    large.await("document.getElementById('details').innerText.includes('resources.r777')");
    String name = "(n => n.getBoundingClientRect())(" + node("resources.r777") + ")";
    double x = Double.parseDouble(large.evaluate(name + ".x"));
    double height = Double.parseDouble(large.evaluate(name + ".height"));
    assertTrue(x > 0 && x < 1600, "it is at " + x);
    assertTrue(height >= 28, "it is only " + height + " high");
    assertEquals(List.of(), large.complaints());
    large.close();
  }
}

package dev.paas.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.cli.picture.Picture.Edge;
import dev.paas.cli.picture.Picture.Kind;
import dev.paas.cli.picture.Picture.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LayoutTest {
  private static final Kind KIND = new Kind("create", Tone.GREEN);

  private static Picture picture(int nodes, List<Edge> edges) {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(new Node("services", "n" + i, KIND, "+"));
    }
    return new Picture(all, edges, Picture.Meaning.ORDER);
  }

  private static List<Edge> random(int nodes, int count, boolean circles, Random random) {
    Set<Edge> edges = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(nodes);
      int to = random.nextInt(nodes);
      if (from < to || (circles && from != to)) {
        edges.add(new Edge(from, to));
      }
    }
    return List.copyOf(edges);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noTwoNodesOverlap(int seed) {
    Random random = new Random(seed);
    int nodes = 1 + random.nextInt(300);
    Layout layout =
        Layout.of(picture(nodes, random(nodes, random.nextInt(2 * nodes), true, random)));
    for (int i = 0; i < nodes; i++) {
      assertTrue(layout.x(i) >= 0 && layout.x(i) + layout.width(i) <= layout.totalWidth());
      assertTrue(layout.y(i) >= 0 && layout.y(i) + Layout.HEIGHT <= layout.totalHeight());
      for (int j = 0; j < i; j++) {
        boolean beside =
            layout.x(i) + layout.width(i) <= layout.x(j)
                || layout.x(j) + layout.width(j) <= layout.x(i);
        boolean below = Math.abs(layout.y(i) - layout.y(j)) >= Layout.HEIGHT;
        assertTrue(beside || below, "seed " + seed + ": " + i + " lies on " + j);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void arrowsLeadToHigherRanks(int seed) {
    Random random = new Random(seed);
    List<Edge> edges = random(60, 90, false, random);
    int[] rank = Ranks.of(Neighbours.after(60, edges));
    for (Edge edge : edges) {
      assertTrue(rank[edge.from()] < rank[edge.to()], "seed " + seed + ": " + edge);
    }
  }

  @Test
  void ofACircleOneArrowLeadsBack() {
    List<Edge> circle = List.of(new Edge(0, 1), new Edge(1, 2), new Edge(2, 0));
    int[] rank = Ranks.of(Neighbours.after(3, circle));
    long forward = circle.stream().filter(edge -> rank[edge.from()] < rank[edge.to()]).count();
    assertEquals(2, forward);
  }

  /** In the order of the picture each arrow to the other end would cross the others. */
  @Test
  void arrowsAreUncrossed() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      edges.add(new Edge(i, 9 - i));
      edges.add(new Edge(i, i == 0 ? 9 : 10 - i));
    }
    Layout layout = Layout.of(picture(10, List.copyOf(new HashSet<>(edges))));
    for (Edge one : edges) {
      for (Edge other : edges) {
        boolean starts = layout.y(one.from()) < layout.y(other.from());
        assertTrue(
            !starts || layout.y(one.to()) <= layout.y(other.to()), one + " crosses " + other);
      }
    }
  }

  @Test
  void anArrowDoesNotPassBehindANode() {
    List<Edge> edges = List.of(new Edge(0, 1), new Edge(1, 2), new Edge(0, 2));
    Layout layout = Layout.of(picture(3, edges));
    int middle = layout.y(1) + Layout.HEIGHT / 2;
    assertEquals(middle, layout.y(0) + Layout.HEIGHT / 2);
    String path = new Routes(layout).path(edges.get(2));
    int begin = layout.x(1);
    int end = begin + layout.width(1);
    int above = layout.y(1) - 7;
    int below = layout.y(1) + Layout.HEIGHT + 7;
    assertTrue(
        path.contains(" " + begin + " " + above + "H" + end)
            || path.contains(" " + begin + " " + below + "H" + end),
        path);
  }

  @Test
  void aChainIsBrokenIntoBands() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < 1000; i++) {
      edges.add(new Edge(i - 1, i));
    }
    Layout layout = Layout.of(picture(1000, edges));
    double shape = (double) layout.totalWidth() / layout.totalHeight();
    assertTrue(shape > 0.5 && shape < 5, layout.totalWidth() + " by " + layout.totalHeight());
  }

  @Test
  void longNamesAreCutInTheMiddle() {
    assertEquals("short", Label.cut("short"));
    String cut = Label.cut("a-very-long-name-that-is-longest-of-all-of-them");
    assertEquals("a-very-long-…-of-all-of-them", cut);
    assertEquals("\\u{202e}x", Label.cut("\u202ex"));
  }
}

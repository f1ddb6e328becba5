package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.json.JsonValues;
import dev.paas.core.schema.AttributeSchema;
import dev.paas.spi.value.MapValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists are compared by what their elements are, not by where they stand. */
final class DifferTest {
  private static List<String> differences(String before, String after) {
    List<String> texts = new ArrayList<>();
    for (AttributeChange change :
        Differ.differences(
            AttributeSchema.ANY,
            (MapValue) JsonValues.parse("{\"a\":" + before + "}"),
            (MapValue) JsonValues.parse("{\"a\":" + after + "}"))) {
      texts.add(change.path() + " " + change.before() + " " + change.after());
    }
    return texts;
  }

  @Test
  void oneMoreAtTheBeginningIsOneDifference() {
    assertEquals(List.of("a[0] null 0"), differences("[1, 2, 3]", "[0, 1, 2, 3]"));
    assertEquals(List.of("a[1] 2 null"), differences("[1, 2, 3]", "[1, 3]"));
  }

  @Test
  void whatStandsBetweenTheSameIsComparedByPosition() {
    assertEquals(List.of("a[1] 2 9"), differences("[1, 2, 3]", "[1, 9, 3]"));
    assertEquals(
        List.of("a[1].x 1 2"),
        differences("[0, {\"x\": 1, \"y\": 1}, 3]", "[0, {\"x\": 2, \"y\": 1}, 3]"));
  }

  @Test
  void elementsWithAnIdentityAreComparedByIt() {
    String before = "[{\"name\":\"x\",\"v\":1},{\"name\":\"y\",\"v\":1}]";
    assertEquals(
        List.of("a[0] null {name: \"z\", v: 5}", "a[2].v 1 2"),
        differences(
            before,
            "[{\"name\":\"z\",\"v\":5},{\"name\":\"x\",\"v\":1},{\"name\":\"y\",\"v\":2}]"));
    assertEquals(
        List.of("a[0] {containerPort: 80} null", "a[1].p \"tcp\" \"udp\""),
        differences(
                "[{\"containerPort\":80},{\"containerPort\":90,\"x\":1},"
                    + "{\"containerPort\":91,\"p\":\"tcp\"}]",
                "[{\"containerPort\":90,\"x\":1},{\"containerPort\":91,\"p\":\"udp\"}]")
            .stream()
            .toList());
  }

  @Test
  void anotherOrderIsADifference() {
    assertEquals(2, differences("[1, 2]", "[2, 1]").size());
    assertEquals(
        2,
        differences("[{\"name\":\"x\"},{\"name\":\"y\"}]", "[{\"name\":\"y\"},{\"name\":\"x\"}]")
            .size());
  }

  @Test
  void theSameListsHaveNone() {
    assertEquals(List.of(), differences("[1, {\"name\": \"x\"}]", "[1, {\"name\": \"x\"}]"));
  }
}

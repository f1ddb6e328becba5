package dev.paas.core.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries are added where they belong, and nothing else changes. */
final class PlatformEditorTest {
  private static final List<String> ENTRY = List.of("data:", "  driver: nfs");

  @Test
  void afterTheLastOfItsSection() {
    String text =
        """
        # the shop
        apiVersion: paas/v1
        volumes:      # kept
            a:
              driver: |
                x
                # not a comment

            b: {}   # small
            # c is gone

        # services come last
        services: {}
        """;
    assertEquals(
        """
        # the shop
        apiVersion: paas/v1
        volumes:      # kept
            a:
              driver: |
                x
                # not a comment

            b: {}   # small
            # c is gone
            data:
              driver: nfs

        # services come last
        services: {}
        """,
        PlatformEditor.withEntry(text, "volumes", ENTRY));
  }

  @Test
  void inASectionOfItsOwnAtTheEnd() {
    assertEquals(
        "apiVersion: paas/v1\nvolumes:\n  data:\n    driver: nfs\n",
        PlatformEditor.withEntry("apiVersion: paas/v1\n\n\n", "volumes", ENTRY));
    assertEquals(
        "apiVersion: paas/v1\nvolumes:\n  data:\n    driver: nfs\n",
        PlatformEditor.withEntry("apiVersion: paas/v1", "volumes", ENTRY));
  }

  @Test
  void inASectionThatIsEmpty() {
    assertEquals(
        "volumes: # none\n  data:\n    driver: nfs\nname: a\n",
        PlatformEditor.withEntry("volumes: # none\nname: a\n", "volumes", ENTRY));
  }

  @Test
  void withTheSameEndsOfLines() {
    assertEquals(
        "volumes:\r\n  a: {}\r\n  data:\r\n    driver: nfs\r\nname: a\r\n",
        PlatformEditor.withEntry("volumes:\r\n  a: {}\r\nname: a\r\n", "volumes", ENTRY));
  }

  @Test
  void notWhereThatWouldRewriteSomething() {
    assertNull(PlatformEditor.withEntry("volumes: {}\nname: a\n", "volumes", ENTRY));
    assertNull(PlatformEditor.withEntry("volumes: { a: {} }\nname: a\n", "volumes", ENTRY));
    assertNull(PlatformEditor.withEntry("{ name: a, volumes: { a: {} } }\n", "volumes", ENTRY));
    assertNull(
        PlatformEditor.withEntry("x: &x\n  a: {}\nvolumes: *x\nname: a\n", "volumes", ENTRY));
    assertNull(PlatformEditor.withEntry("volumes:\n  data: {}\n", "volumes", ENTRY));
    assertNull(PlatformEditor.withEntry("volumes: [\n", "volumes", ENTRY));
  }
}

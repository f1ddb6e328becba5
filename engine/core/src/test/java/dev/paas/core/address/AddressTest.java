package dev.paas.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services.web",
        "vms.worker[0]",
        "services.api[\"eu\"]",
        "services.api[\"with \\\"quotes\\\" and \\\\\"]",
        "services.api[\"a]b[c\"]",
        "services.api[\"\"]",
        "resources.my-web_1"
      })
  void isReadAsItIsWritten(String text) {
    assertEquals(text, Address.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "services",
        "services.",
        ".web",
        "a.b[",
        "a.b[]",
        "a.b[x]",
        "a.b[-1]",
        "a.[0]"
      })
  void otherTextsAreNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
  }

  @Test
  void aDeclarationCoversItsInstances() {
    assertTrue(Address.parse("a.b").covers(Address.parse("a.b[3]")));
    assertTrue(Address.parse("a.b[3]").covers(Address.parse("a.b[3]")));
    assertFalse(Address.parse("a.b[3]").covers(Address.parse("a.b")));
    assertFalse(Address.parse("a.b[3]").covers(Address.parse("a.b[\"3\"]")));
  }

  @Test
  void numbersAreSortedAsNumbers() {
    assertTrue(Address.parse("a.b[9]").compareTo(Address.parse("a.b[10]")) < 0);
    assertTrue(Address.parse("a.b").compareTo(Address.parse("a.b[0]")) < 0);
  }
}

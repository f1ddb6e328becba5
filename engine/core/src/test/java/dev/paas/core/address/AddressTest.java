package dev.paas.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "resources.my-web_1",
        "modules.cache",
        "modules.cache[\"eu\"]",
        "modules.cache.volumes.data",
        "modules.cache[\"e.u]\"].modules.inner[0].services.web[\"x\"]"
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
        "a.[0]",
        "a.b.c",
        "a.b[0].c.d",
        "modules.cache.data",
        "modules.cache[0]x",
        "modules.cache.",
        "modules[0].cache"
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
  void aModuleCoversWhatIsInIt() {
    assertTrue(covers("modules.cache", "modules.cache.volumes.data"));
    assertTrue(covers("modules.cache", "modules.cache[\"eu\"].modules.inner[0].services.web"));
    assertTrue(covers("modules.cache[\"eu\"]", "modules.cache[\"eu\"].volumes.data"));
    assertTrue(covers("modules.cache.modules.inner", "modules.cache[\"eu\"].modules.inner[0].a.b"));
    assertTrue(covers("modules.cache.volumes.data", "modules.cache[\"eu\"].volumes.data[1]"));
    assertTrue(covers("modules.cache", "modules.cache[\"eu\"]"));
    assertFalse(covers("modules.cache[\"us\"]", "modules.cache[\"eu\"].volumes.data"));
    assertFalse(covers("modules.cache", "volumes.cache"));
    assertFalse(covers("modules.cache", "modules.cache2.volumes.data"));
    assertFalse(covers("volumes.data", "modules.cache.volumes.data"));
    assertFalse(covers("modules.cache.volumes.data", "volumes.data"));
  }

  private static boolean covers(String one, String other) {
    return Address.parse(one).covers(Address.parse(other));
  }

  @Test
  void everyNameOfAnAddressCoversIt() {
    Address address = Address.parse("modules.a[\"x\"].modules.b[0].services.web[\"k\"]");
    address.names().forEach(name -> assertTrue(name.covers(address), name.toString()));
    assertEquals(
        Set.of(
            "modules.a[\"x\"].modules.b[0].services.web[\"k\"]",
            "modules.a[\"x\"].modules.b[0].services.web",
            "modules.a[\"x\"].modules.b.services.web",
            "modules.a.modules.b.services.web",
            "modules.a[\"x\"].modules.b[0]",
            "modules.a[\"x\"].modules.b",
            "modules.a[\"x\"]",
            "modules.a"),
        address.names().stream().map(Address::toString).collect(Collectors.toSet()));
    assertEquals(
        Set.of("services.web[0]", "services.web"),
        Address.parse("services.web[0]").names().stream()
            .map(Address::toString)
            .collect(Collectors.toSet()));
    assertEquals(Set.of(Address.parse("services.web")), Address.parse("services.web").names());
  }

  @Test
  void theDeclarationLeavesAllInstancesOpen() {
    assertEquals(
        "modules.a.modules.b.services.web",
        Address.parse("modules.a[\"x\"].modules.b[0].services.web[\"k\"]")
            .declaration()
            .toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "services.web|services.web|services.srv|services.srv",
        "services.web[1]|services.web|services.srv|services.srv[1]",
        "services.web|services.web|services.srv[\"blue\"]|services.srv[\"blue\"]",
        "services.web[\"a\"]|services.web[\"a\"]|services.web[\"b\"]|services.web[\"b\"]",
        "services.web[1]|services.web|modules.m.services.web|modules.m.services.web[1]",
        "modules.m.services.web|modules.m.services.web|services.web|services.web",
        "modules.old.a.b[2]|modules.old|modules.new|modules.new.a.b[2]",
        "modules.old[0].a.b|modules.old|modules.new|modules.new[0].a.b",
        "modules.old[0].a.b|modules.old[0]|modules.new[\"x\"]|modules.new[\"x\"].a.b",
        "modules.old.modules.in[3].a.b|modules.old|modules.m.modules.n|modules.m.modules.n.modules.in[3].a.b",
        "modules.old.a.b|modules.old|modules.new[0]|modules.new[0].a.b"
      })
  void isMovedWithWhatItIsIn(String address, String from, String to, String expected) {
    Address moved = Address.parse(address).moved(Address.parse(from), Address.parse(to));
    assertEquals(expected, moved.toString());
  }

  @Test
  void aResourceIsNotMovedToAModule() {
    Address web = Address.parse("services.web");
    Address module = Address.parse("modules.m");
    assertThrows(IllegalArgumentException.class, () -> web.moved(web, module));
    assertThrows(
        IllegalArgumentException.class, () -> web.moved(Address.parse("services.api"), web));
  }

  @Test
  void numbersAreSortedAsNumbers() {
    assertTrue(Address.parse("a.b[9]").compareTo(Address.parse("a.b[10]")) < 0);
    assertTrue(Address.parse("a.b").compareTo(Address.parse("a.b[0]")) < 0);
  }
}

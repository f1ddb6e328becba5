package dev.paas.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.paas.spi.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainScalarTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "yes",
        "on",
        "1:30",
        "2026-01-01",
        "1_000",
        "0b1",
        "1.2.3",
        "-",
        "+",
        ".",
        "1e",
        "0x",
        "0o9",
        "0xg",
        "1 2",
        "٣",
        "+.e3",
        "nULL",
        "truE",
        "-.",
        "1-2"
      })
  void isATextInYaml12(String text) {
    assertEquals(Value.of(text), PlainScalar.resolve(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void isNull(String text) {
    assertEquals(Value.nullValue(), PlainScalar.resolve(text));
  }

  @Test
  void numbersAndTruthValues() {
    assertEquals(Value.of(true), PlainScalar.resolve("True"));
    assertEquals(Value.of(false), PlainScalar.resolve("FALSE"));
    assertEquals(Value.of(444), PlainScalar.resolve("0444"));
    assertEquals(Value.of(-12), PlainScalar.resolve("-12"));
    assertEquals(Value.of(12), PlainScalar.resolve("+12"));
    assertEquals(Value.of(255), PlainScalar.resolve("0xff"));
    assertEquals(Value.of(8), PlainScalar.resolve("0o10"));
    assertEquals(Value.of(0.5), PlainScalar.resolve(".5"));
    assertEquals(Value.of(1500), PlainScalar.resolve("1.5e3"));
    assertEquals(Value.of(1), PlainScalar.resolve("1."));
    assertEquals(Value.of(-0.25), PlainScalar.resolve("-2.5E-1"));
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertNull(PlainScalar.resolve("9223372036854775808"));
    assertNull(PlainScalar.resolve("0xffffffffffffffff"));
    assertNull(PlainScalar.resolve("1e999"));
  }
}

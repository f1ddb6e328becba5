package dev.paas.state.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.paas.spi.state.StateBackendPlugin;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What other versions, and the engine, rely upon. */
class FormatTest {

  /** A journal that version 1 of the format wrote; every later version must read it. */
  private static final String VERSION_1 =
      "89504141530d0a1ac325ba2e000000010000001e000000000000000185eb7270c67c4b91b1ba8d27"
          + "823d34150473686f7000bff93ec4000000170101030161046f6c6405656d7074790104676f6e6502"
          + "015ea1ed0c0000000000000032bff93ec4ebe5ace92ff48dd20000001101020205c3bc6265720278"
          + "04676f6e65005ea1ed0c00000000000000652ff48dd2fa7fb9176e87709f00000009010301016104"
          + "6e65775ea1ed0c00000000000000926e87709f2fcbaa4c";

  /** The same, compacted before the last commit. */
  private static final String VERSION_1_COMPACTED =
      "89504141530d0a1ae1da4219000000010000001e0000000000000002ee3adfb876bd4407acbbdda6"
          + "b35e0adf0473686f7000824810880000001a0202010161036f6c640105656d707479000205c3bc62"
          + "657201785ea1ed0c0000000000000032824810889f90c982c33bedc5000000090103010161046e65"
          + "775ea1ed0c0000000000000068c33bedc5221d605f";

  @Test
  void journalsOfVersionOneAreRead() throws Exception {
    try (LocalPlace place = new LocalPlace()) {
      JournalFile.write(place, 1, 1);
      for (String journal : List.of(VERSION_1, VERSION_1_COMPACTED)) {
        assertEquals(
            "at 3\na@3=new\nempty@1=\n\u00fcber@2=x",
            JournalFile.readWith(place, HexFormat.of().parseHex(journal)));
      }
    }
  }

  @Test
  void numbersOfAllSizesComeBack() throws Exception {
    long[] numbers = {0, 1, 127, 128, 16_383, 16_384, 1L << 32, Long.MAX_VALUE};
    ByteWriter out = new ByteWriter(1);
    for (long number : numbers) {
      out.putNumber(number).putLong(number).putInt((int) number).putByte((int) number);
      out.putText("n" + number);
    }
    ByteReader in = new ByteReader(out.array(), 0, out.size());
    for (long number : numbers) {
      assertEquals(number, in.readNumber());
      assertEquals(number, in.readLong());
      assertEquals((int) number, in.readInt());
      assertEquals((byte) number, in.readByte());
      assertEquals("n" + number, in.readText());
    }
    assertEquals(true, in.atEnd());
    assertThrows(DamagedException.class, in::readByte);
  }

  @Test
  void nothingIsReadBeyondTheEnd() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    assertThrows(DamagedException.class, () -> new ByteReader(endless, 0, 20).readNumber());
    assertThrows(DamagedException.class, () -> new ByteReader(endless, 0, 3).readNumber());
    assertThrows(DamagedException.class, () -> new ByteReader(endless, 0, 3).readInt());
    assertThrows(DamagedException.class, () -> new ByteReader(endless, 0, 3).readBytes(4));
    assertThrows(DamagedException.class, () -> new ByteReader(endless, 0, 3).readBytes(-1));
    assertThrows(
        DamagedException.class, () -> new ByteReader(new byte[] {5, 'a'}, 0, 2).readText());
  }

  @Test
  void theManifestHasTheVersion() throws Exception {
    try (InputStream in =
        LocalStateBackend.class.getResourceAsStream("/META-INF/paas/plugin.json")) {
      assertNotNull(in);
      String manifest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(-1, manifest.indexOf("${"), manifest);
      assertEquals(true, manifest.matches("(?s).*\"version\": \"\\d+\\.\\d+[^\"]*\".*"), manifest);
    }
  }

  @Test
  void theServiceLoaderFindsTheBackend() {
    assertEquals(
        1,
        ServiceLoader.load(StateBackendPlugin.class).stream()
            .filter(found -> found.get().name().equals("local"))
            .count());
  }
}

package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.value.Value;

/** Values as bytes in which everything sensitive is encrypted with the state's key. */
public final class Sealing {
  private final RecordCodec codec;

  public Sealing(EncryptionKey key) {
    this.codec = new RecordCodec(key);
  }

  /**
   * Writes a value.
   *
   * @param place what the encrypted parts are bound to
   */
  public byte[] seal(Value value, String place) {
    return codec.encode(value, place);
  }

  /**
   * Reads a value.
   *
   * @param what names it in an error
   * @throws dev.paas.core.diagnostic.DiagnosticException when it is damaged, or was encrypted with
   *     another key
   */
  public Value unseal(byte[] bytes, String place, String what) {
    try {
      return codec.decodeValue(bytes, place);
    } catch (RecordCodec.Damaged damaged) {
      throw Diagnostic.error(Problem.PLAN_FILE, "cannot read " + what)
          .detail("Here " + damaged.getMessage() + ".")
          .toException();
    }
  }
}

package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.encryption.Keyring;
import dev.paas.spi.value.Value;

/** Values as bytes in which everything sensitive is encrypted with the state's key. */
public final class Sealing {
  private final Keyring keys;
  private final RecordCodec codec;

  public Sealing(Keyring keys) {
    this.keys = keys;
    this.codec = new RecordCodec(keys);
  }

  /**
   * Writes a value.
   *
   * @param place what the encrypted parts are bound to
   * @throws dev.paas.core.diagnostic.DiagnosticException when something is sensitive and there is
   *     no key, even where the state may be in clear
   */
  public byte[] seal(Value value, String place) {
    if (value.hasSensitive() && keys.forWriting() == null) {
      throw Diagnostic.error(Problem.STATE_KEY, "there is no key to encrypt the plan with")
          .detail(
              "It has sensitive values. What may be in clear is the state, not a file beside it.")
          .hint("Apply without a saved plan, or give a key in state: { encryption: { key: … } }.")
          .toException();
    }
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

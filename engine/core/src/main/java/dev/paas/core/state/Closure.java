package dev.paas.core.state;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.value.MapValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * That a state is closed: no apply begins while this is in it. Each apply's first commit demands
 * that there is none, and who closes a state looks for leases afterwards; so either the one or the
 * other is refused.
 *
 * @param reason why
 * @param holder who has closed it
 * @param since when
 * @param lease the lease under which it was closed; when that is gone and this is not, what was
 *     begun was not finished
 * @param other of a migration, where the other state is; empty otherwise
 */
public record Closure(Reason reason, String holder, Instant since, String lease, String other) {

  /** Why a state is closed. */
  public enum Reason {
    /** It is being replaced by the content of a file. */
    PUSH("replaced by a file", "paas state push", false),
    /** It is being copied to another backend. */
    MIGRATION_FROM("moved to another backend", "paas state migrate", true),
    /** It is being filled with the state of another backend. */
    MIGRATION_TO("moved here from another backend", "paas state migrate", false),
    /** Its values are being encrypted with another key. */
    REKEY("encrypted with another key", "paas state rekey", true),
    /** It was copied to another backend, and is only kept. */
    MOVED("moved", "paas state migrate", false);

    private final String passive;
    private final String command;
    private final boolean readable;

    Reason(String passive, String command, boolean readable) {
      this.passive = passive;
      this.command = command;
      this.readable = readable;
    }

    /** Whether the state can be read as it is meanwhile. */
    boolean isReadable() {
      return readable;
    }

    /** The command that closes a state for this. */
    public String command() {
      return command;
    }
  }

  public Closure {
    since = since.truncatedTo(ChronoUnit.SECONDS);
  }

  MapValue toValue() {
    return MapValue.builder()
        .put("reason", reason.name().toLowerCase(Locale.ROOT))
        .put("holder", holder)
        .put("since", since.toString())
        .put("lease", lease)
        .put("other", other)
        .build();
  }

  /**
   * The closure in an entry.
   *
   * @throws RecordCodec.Damaged when there is something else in it
   */
  static Closure decode(StateEntry entry, RecordCodec codec) throws RecordCodec.Damaged {
    MapValue map = (MapValue) codec.decodeValue(entry.value(), entry.key());
    try {
      return new Closure(
          Reason.valueOf(map.getString("reason", "").toUpperCase(Locale.ROOT)),
          map.getString("holder", ""),
          Instant.parse(map.getString("since", "")),
          map.getString("lease", ""),
          map.getString("other", ""));
    } catch (IllegalArgumentException | java.time.DateTimeException invalid) {
      throw new RecordCodec.Damaged("it is damaged", invalid);
    }
  }

  /**
   * Why nothing can be done with the state.
   *
   * @param location where the state is
   * @param held whether who has closed it is still at work
   */
  public Diagnostic refusal(String location, boolean held) {
    if (reason == Reason.MOVED) {
      return Diagnostic.error(Problem.STATE_MOVED, "the state was moved to " + other)
          .detail(holder + " did it at " + since + ". What is in " + location + " is only kept.")
          .hint(
              "Change state: in the file to where it is now. To move it back, do that with"
                  + " paas state migrate.")
          .build();
    }
    if (held) {
      return Diagnostic.error(Problem.STATE_LOCKED, "the whole state is locked by " + holder)
          .detail("It is being " + reason.passive + " since " + since + ": " + location + ".")
          .hint("Wait until that is done.")
          .build();
    }
    return Diagnostic.error(
            Problem.STATE_UNFINISHED, "the state is closed, as " + reason.command + " was cut off")
        .detail(
            holder
                + " began at "
                + since
                + ", and did not finish: "
                + location
                + " was being "
                + reason.passive
                + (other.isEmpty() ? "" : " (" + other + ")")
                + ".")
        .hint(
            "Run "
                + reason.command
                + " again: it goes on where that stopped"
                + (reason.readable
                    ? ", or paas state unlock " + lease + ", which gives it up."
                    : "."))
        .build();
  }
}

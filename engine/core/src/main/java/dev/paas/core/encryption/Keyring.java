package dev.paas.core.encryption;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one state: the first encrypts, all of them decrypt. The first comes from the
 * environment variable {@code PAAS_STATE_KEY}, base64 of 32 bytes; or the file that {@code
 * PAAS_STATE_KEY_FILE} names; or from where {@code state.encryption.key} says; or from a file
 * beside the platform, which is made when it is first needed. Keys are looked for when there is
 * something to encrypt or to decrypt with them, in that order.
 *
 * <p>The key of a state that several machines share is never made: each would have another.
 */
public final class Keyring {
  /** The environment variable. */
  public static final String VARIABLE = "PAAS_STATE_KEY";

  /** The environment variable that names a file. */
  public static final String FILE_VARIABLE = "PAAS_STATE_KEY_FILE";

  /** What stands for the id of a key where there is none, and values are in clear. */
  public static final String IN_CLEAR = "none";

  /** How a key stands to the settings. */
  public enum Standing {
    /** It is the one that encrypts. */
    CURRENT,
    /** It decrypts only. */
    OLD,
    /** It is not given. */
    UNKNOWN
  }

  private final KeyReader reader;
  private final MissingKey missing;
  private final KeySource first;
  private final List<KeySource> old;
  private final @Nullable OwnKeyFile own;
  private final Map<String, Encryption> known = new LinkedHashMap<>();
  private final Set<KeySource> asked = new HashSet<>();
  private @Nullable Encryption current;

  /**
   * @param settings what {@code platform.yaml} says
   * @param environment the caller's environment
   * @param ownFile the key's file, unless either names another
   * @param shared whether other machines have to have the same key
   */
  public Keyring(
      KeySettings settings, Map<String, String> environment, Path ownFile, boolean shared) {
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    KeySource configured = settings.key();
    boolean given = true;
    if (environment.containsKey(VARIABLE)) {
      first = new KeySource.Variable(VARIABLE, null);
    } else if (!named.isEmpty()) {
      first = new KeySource.File(Path.of(named).toAbsolutePath(), null);
    } else if (configured != null) {
      first = configured;
    } else {
      first = new KeySource.File(ownFile, null);
      given = false;
    }
    this.reader = new KeyReader(environment);
    this.missing = new MissingKey(first, given, !named.isEmpty());
    this.old = settings.oldKeys();
    this.own = given || shared ? null : new OwnKeyFile(ownFile);
  }

  /**
   * Looks whether what is given as the key can be one, before anything is done that needs it. A
   * command is not run for that.
   *
   * @throws DiagnosticException when there is something else
   */
  public synchronized void check() {
    if (!(first instanceof KeySource.Command)) {
      ask(first);
    }
  }

  /** What the user should know of the settings. */
  public List<Diagnostic> warnings() {
    List<Diagnostic> warnings = new ArrayList<>();
    if (first instanceof KeySource.None none) {
      warnings.add(
          Diagnostic.warning(Problem.STATE_IN_CLEAR, "sensitive values are stored in clear")
              .detail("Whoever can read the state can read them.")
              .hint("Say in state: { encryption: { key: … } } where a key comes from.")
              .at(none.span())
              .build());
    }
    if (first instanceof KeySource.File file && KeyReader.isOpenToAll(file.path())) {
      warnings.add(
          Diagnostic.warning(
                  Problem.STATE_KEY, "everybody on this machine can read the state's key")
              .detail("It is in " + file.path() + ".")
              .hint("chmod 600 " + file.path())
              .at(file.span())
              .build());
    }
    return warnings;
  }

  /**
   * The key for writing, made when there is none and that is allowed; {@code null} when values are
   * to be in clear.
   *
   * @throws DiagnosticException when it is not given, cannot be read or cannot be made
   */
  public synchronized @Nullable Encryption forWriting() {
    Encryption found = current;
    if (found == null && !(first instanceof KeySource.None)) {
      found = ask(first);
      if (found == null && own != null) {
        OwnKeyFile.make(own.file());
        found = ask(first);
      }
      if (found == null) {
        throw missing.forWriting();
      }
      current = found;
    }
    return found;
  }

  /**
   * Decrypts what one of the keys has encrypted.
   *
   * @throws Undecryptable when none of them has, or it was changed or encrypted for another place
   * @throws DiagnosticException when there is no key at all, or one cannot be read
   */
  public String decrypt(String encrypted, String place) throws Undecryptable {
    Encryption key = key(Encryption.keyIdIn(encrypted));
    return key.decrypt(encrypted, place);
  }

  private synchronized Encryption key(String id) throws Undecryptable {
    Encryption found = find(id);
    if (found != null) {
      return found;
    }
    if (known.isEmpty() && !(first instanceof KeySource.None)) {
      throw missing.forReading();
    }
    String given =
        known.isEmpty() ? ", and no key is given" : ", not " + String.join(" or ", known.keySet());
    throw new Undecryptable(
        Undecryptable.Reason.OTHER_KEY, "it was encrypted with the key " + id + given, null);
  }

  /**
   * Makes sure that values may be in clear.
   *
   * @throws Undecryptable when the settings do not allow it
   */
  public void admitClear() throws Undecryptable {
    if (!readsClear()) {
      throw new Undecryptable(Undecryptable.Reason.IN_CLEAR, "it is stored in clear", null);
    }
  }

  private boolean readsClear() {
    return first instanceof KeySource.None
        || old.stream().anyMatch(source -> source instanceof KeySource.None);
  }

  /** The key with an id; others are asked for until it is found. */
  private @Nullable Encryption find(String id) {
    if (!known.containsKey(id)) {
      ask(first, id);
      old.forEach(source -> ask(source, id));
    }
    if (own != null && !known.containsKey(id)) {
      // Another process may have exchanged it since.
      ask(new KeySource.File(own.next(), null));
      ask(first);
    }
    return known.get(id);
  }

  private void ask(KeySource source, String id) {
    if (!known.containsKey(id) && asked.add(source)) {
      ask(source);
    }
  }

  private @Nullable Encryption ask(KeySource source) {
    Encryption key = reader.read(source);
    if (key != null) {
      known.putIfAbsent(key.keyId(), key);
    }
    return key == null ? null : known.get(key.keyId());
  }

  /**
   * How the key that a state is encrypted with stands to the settings. Where the key was made here,
   * it is the one that encrypts from now on.
   *
   * @param id the key's id, or {@link #IN_CLEAR}
   * @throws DiagnosticException when there is no key at all, or one cannot be read
   */
  public synchronized Standing standing(String id) {
    if (id.equals(IN_CLEAR)) {
      boolean now = first instanceof KeySource.None;
      return now ? Standing.CURRENT : readsClear() ? Standing.OLD : Standing.UNKNOWN;
    }
    Encryption found = find(id);
    if (own != null && found != null) {
      boolean made = isIn(own.file(), id) || isIn(own.next(), id);
      current = made ? found : current;
      return made ? Standing.CURRENT : Standing.OLD;
    }
    if (first instanceof KeySource.None) {
      return found == null ? Standing.UNKNOWN : Standing.OLD;
    }
    if (found == null && known.isEmpty()) {
      throw missing.forReading();
    }
    if (found == null) {
      return Standing.UNKNOWN;
    }
    return id.equals(idForWriting()) ? Standing.CURRENT : Standing.OLD;
  }

  private boolean isIn(Path file, String id) {
    Encryption key = ask(new KeySource.File(file, null));
    return key != null && key.keyId().equals(id);
  }

  /**
   * Chooses the key that everything is to be encrypted with from now on: the first one that is
   * given; a new one, where it is made here, or the one that was made for that before.
   *
   * @return its id, or {@link #IN_CLEAR}
   * @throws DiagnosticException when it is not given, cannot be read or cannot be made
   */
  public synchronized String beginRenewal() {
    if (own != null) {
      OwnKeyFile.make(own.next());
      current = ask(new KeySource.File(own.next(), null));
    }
    return idForWriting();
  }

  /**
   * The id of the key for writing, or {@link #IN_CLEAR}.
   *
   * @throws DiagnosticException as {@link #forWriting}
   */
  public String idForWriting() {
    Encryption key = forWriting();
    return key == null ? IN_CLEAR : key.keyId();
  }

  /**
   * Says that nothing is encrypted with another key any more: the one that was made for that takes
   * the place of the one before.
   *
   * @throws DiagnosticException when that cannot be written
   */
  public synchronized void endRenewal() {
    if (own != null) {
      own.promote();
    }
  }

  /** Whether the settings name keys that values may still be encrypted with. */
  public boolean hasOldKeys() {
    return !old.isEmpty();
  }

  /** Whether the key is made here, and exchanged for a new one when it is renewed. */
  public boolean isMadeHere() {
    return own != null;
  }

  /** Where the key for writing is, for messages. */
  public String origin() {
    return first.describe();
  }
}

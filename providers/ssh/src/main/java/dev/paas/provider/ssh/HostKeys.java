package dev.paas.provider.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that a machine is known by. One that is known by none is trusted at first sight. */
final class HostKeys implements HostKeyRepository {
  private final List<String> known;
  private volatile @Nullable String offered;

  HostKeys(List<String> known) {
    this.known = List.copyOf(known);
  }

  @Override
  public int check(String host, byte[] key) {
    String shown = type(key) + " " + Base64.getEncoder().encodeToString(key);
    offered = shown;
    return known.isEmpty() || known.contains(shown) ? OK : CHANGED;
  }

  /** The key that the machine has shown; {@code null} before it has. */
  @Nullable String offered() {
    return offered;
  }

  /** Whether the machine has shown a key, and it was the right one. */
  boolean accepted() {
    String shown = offered;
    return shown != null && (known.isEmpty() || known.contains(shown));
  }

  /** By what the machine is known from now on. */
  List<String> learned() {
    String shown = offered;
    return known.isEmpty() && shown != null ? List.of(shown) : known;
  }

  /** The algorithms for the known keys, which the machine shall be asked for first. */
  List<String> algorithms() {
    List<String> algorithms = new ArrayList<>();
    for (String key : known) {
      String type = key.substring(0, Math.max(0, key.indexOf(' ')));
      algorithms.addAll(
          type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type));
    }
    return algorithms;
  }

  /** A key as people compare it: {@code ssh-ed25519 SHA256:…}. */
  static String fingerprint(String key) {
    String[] parts = key.split(" ", -1);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Base64.getDecoder().decode(parts[parts.length > 1 ? 1 : 0]));
      return parts[0] + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The name at the beginning of an encoded key. */
  private static String type(byte[] key) {
    int length = key.length < 4 ? 0 : ByteBuffer.wrap(key).getInt();
    return length < 0 || length > key.length - 4
        ? "unknown"
        : new String(key, 4, length, StandardCharsets.US_ASCII);
  }

  @Override
  public void add(HostKey key, UserInfo info) {
    // What is learned is recorded by who asks for it.
  }

  @Override
  public void remove(String host, String type) {
    // Nothing is ever taken away.
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    // Nothing is ever taken away.
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "the state";
  }

  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return new HostKey[0];
  }
}

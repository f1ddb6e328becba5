package dev.paas.provider.ssh;

import java.util.List;

/**
 * Where to log in, and with what.
 *
 * @param privateKey in PEM or OpenSSH's form, without a passphrase
 * @param hostKeys the keys that the machine was known by, as {@code ssh-ed25519 AAAA…}; when empty
 *     the first one that it shows is trusted
 */
record SshTarget(String host, int port, String user, String privateKey, List<String> hostKeys) {

  SshTarget {
    hostKeys = List.copyOf(hostKeys);
  }

  SshTarget withHostKeys(List<String> keys) {
    return new SshTarget(host, port, user, privateKey, keys);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}

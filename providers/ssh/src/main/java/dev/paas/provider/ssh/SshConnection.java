package dev.paas.provider.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import dev.paas.provider.ssh.SshException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A login on a machine, over which commands are run one after the other. */
final class SshConnection implements AutoCloseable {
  private static final int ALIVE_EVERY = 15_000;
  private static final int ALIVE_MISSED = 4;
  private static final long LOOK_EVERY = 20;
  private static final long SETTLE_CLOSED = 2_000;

  private final SshTarget target;
  private final Session session;
  private final HostKeys hostKeys;

  private SshConnection(SshTarget target, Session session, HostKeys hostKeys) {
    this.target = target;
    this.session = session;
    this.hostKeys = hostKeys;
  }

  /**
   * Logs in.
   *
   * @param timeout how long each of connecting, and agreeing with the machine, may take
   */
  static SshConnection open(SshTarget target, Duration timeout) throws SshException {
    HostKeys hostKeys = new HostKeys(target.hostKeys());
    Session session = session(target, hostKeys);
    try {
      session.connect((int) Math.max(1, timeout.toMillis()));
      return new SshConnection(target, session, hostKeys);
    } catch (JSchException failure) {
      session.disconnect();
      throw failure(target, hostKeys, failure);
    }
  }

  private static Session session(SshTarget target, HostKeys hostKeys) throws SshException {
    JSch jsch = new JSch();
    byte[] key = target.privateKey().getBytes(StandardCharsets.UTF_8);
    try {
      KeyPair pair = KeyPair.load(jsch, key, null);
      boolean encrypted = pair.isEncrypted();
      pair.dispose();
      if (encrypted) {
        throw new SshException(Kind.PRIVATE_KEY, "the private key has a passphrase");
      }
      jsch.addIdentity("paas", key, null, null);
      Session session = jsch.getSession(target.user(), target.host(), target.port());
      session.setHostKeyRepository(hostKeys);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("PreferredAuthentications", "publickey");
      List<String> first = hostKeys.algorithms();
      if (!first.isEmpty()) {
        session.setConfig(
            "server_host_key",
            String.join(",", first) + "," + session.getConfig("server_host_key"));
      }
      session.setDaemonThread(true);
      session.setServerAliveInterval(ALIVE_EVERY);
      session.setServerAliveCountMax(ALIVE_MISSED);
      return session;
    } catch (JSchException invalid) {
      throw new SshException(Kind.PRIVATE_KEY, "the private key cannot be read");
    }
  }

  private static SshException failure(SshTarget target, HostKeys hostKeys, JSchException failure) {
    String offered = hostKeys.offered();
    if (failure instanceof JSchChangedHostKeyException && offered != null) {
      return new SshException(
          Kind.HOST_KEY,
          "the machine at "
              + target.host()
              + " has another host key than before: "
              + HostKeys.fingerprint(offered)
              + ", not "
              + HostKeys.fingerprint(target.hostKeys().get(0)));
    }
    if (hostKeys.accepted() && !(failure.getCause() instanceof IOException)) {
      return new SshException(Kind.REFUSED, target + " does not accept the private key");
    }
    return new SshException(Kind.UNREACHABLE, "no SSH server answers at " + address(target));
  }

  private static String address(SshTarget target) {
    return target.host() + ", port " + target.port();
  }

  /** By what the machine is known from now on. */
  List<String> hostKeys() {
    return hostKeys.learned();
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param command for the user's login shell
   * @param input its whole standard input
   * @param lines gets what it prints, from one thread at a time
   * @return its exit code; -1 when a signal has ended it
   * @throws SshException when the connection was lost
   * @throws TimeoutException when it was not at its end in time; it is still running
   */
  int run(String command, byte[] input, Consumer<String> lines, Duration timeout)
      throws SshException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Object turn = new Object();
    Consumer<String> oneByOne =
        line -> {
          synchronized (turn) {
            lines.accept(line);
          }
        };
    try (Lines out = new Lines(oneByOne);
        Lines err = new Lines(oneByOne)) {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      try {
        channel.setCommand(command.getBytes(StandardCharsets.UTF_8));
        channel.setInputStream(new ByteArrayInputStream(input));
        channel.setOutputStream(out, true);
        channel.setErrStream(err, true);
        channel.connect((int) Math.max(1, Math.min(timeout.toMillis(), 30_000)));
        while (!channel.isClosed()) {
          if (System.nanoTime() > deadline) {
            throw new TimeoutException();
          }
          Thread.sleep(LOOK_EVERY);
        }
        int code = channel.getExitStatus();
        if (code == -1 && isLost()) {
          throw lost();
        }
        return code;
      } finally {
        channel.disconnect();
      }
    } catch (JSchException broken) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw lost();
    }
  }

  private SshException lost() {
    return new SshException(Kind.LOST, "the connection to " + address(target) + " was lost");
  }

  /** Whether the connection is gone; it closes its channels just before it says so. */
  private boolean isLost() throws InterruptedException {
    long until = System.nanoTime() + Duration.ofMillis(SETTLE_CLOSED).toNanos();
    while (session.isConnected() && System.nanoTime() < until) {
      try {
        session.sendKeepAliveMsg();
      } catch (Exception broken) { // JSch declares no other.
        return true;
      }
      Thread.sleep(LOOK_EVERY * 5);
    }
    return !session.isConnected();
  }

  @Override
  public void close() {
    session.disconnect();
  }
}

package dev.paas.state.tck;

import dev.paas.spi.state.StateException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM with the class path of this one, which has opened a store and does what it is told
 * through its standard input.
 */
public final class StoreProcess implements OtherProcess {
  static final int ACQUIRE = 1;
  static final int PUT = 2;
  static final int INCREMENT = 3;
  static final int STREAM = 4;

  static final int DONE = 0;
  static final int FAILED = 1;

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private int acknowledged;
  private boolean ended;
  private @Nullable Thread listener;

  private StoreProcess(Process process) {
    this.process = process;
    this.out = new DataOutputStream(process.getOutputStream());
    this.in = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts a JVM which opens a store, and waits until it has.
   *
   * @param opener opens the store there, with {@code arguments}
   */
  public static StoreProcess start(Class<? extends StoreOpener> opener, List<String> arguments)
      throws IOException, StateException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(StoreProcessMain.class.getName());
    command.add(opener.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    StoreProcess started = new StoreProcess(process);
    started.answer();
    return started;
  }

  /** The process's id, to send it signals. */
  public long pid() {
    return process.pid();
  }

  @Override
  public String acquire(SortedSet<String> names, String holder) throws StateException {
    return call(
        () -> {
          out.writeByte(ACQUIRE);
          out.writeUTF(holder);
          out.writeInt(names.size());
          for (String name : names) {
            out.writeUTF(name);
          }
        });
  }

  @Override
  public long put(String key, String value, boolean underLease) throws StateException {
    return Long.parseLong(
        call(
            () -> {
              out.writeByte(PUT);
              out.writeUTF(key);
              out.writeUTF(value);
              out.writeBoolean(underLease);
            }));
  }

  @Override
  public void increment(String key, int times) throws StateException {
    call(
        () -> {
          out.writeByte(INCREMENT);
          out.writeUTF(key);
          out.writeInt(times);
        });
  }

  @Override
  public void startStream(String prefix) throws StateException {
    call(
        () -> {
          out.writeByte(STREAM);
          out.writeUTF(prefix);
        });
    listener = new Thread(this::listen, "acknowledgements");
    listener.setDaemon(true);
    listener.start();
  }

  @Override
  public synchronized int acknowledged() {
    return acknowledged;
  }

  @Override
  public synchronized void awaitAcknowledged(int commits) throws InterruptedException {
    while (acknowledged < commits) {
      if (ended) {
        throw new IllegalStateException("the other process has ended");
      }
      wait();
    }
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " does not die");
    }
    if (listener != null) {
      listener.join();
    }
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try {
      while (true) {
        int commits = in.readInt();
        synchronized (this) {
          acknowledged = commits;
          notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  private interface Question {
    void write() throws IOException;
  }

  private String call(Question question) throws StateException {
    try {
      question.write();
      out.flush();
      return answer();
    } catch (IOException e) {
      throw new IllegalStateException("the other process does not answer", e);
    }
  }

  private String answer() throws IOException, StateException {
    try {
      int outcome = in.readByte();
      String text = in.readUTF();
      if (outcome == FAILED) {
        throw new StateException(StateException.Kind.valueOf(text), in.readUTF(), null, null);
      }
      return text;
    } catch (EOFException e) {
      throw new IOException("the other process has ended", e);
    }
  }
}

package dev.paas.state.tck;

import dev.paas.spi.state.LeaseRequest;
import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateLease;
import dev.paas.spi.state.StateStore;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What {@link StoreProcess} runs. */
final class StoreProcessMain {
  private static final int STREAM_DEPTH = 8;

  private final StateStore store;
  private final DataInputStream in;
  private final DataOutputStream out;
  private @Nullable StateLease lease;

  private StoreProcessMain(StateStore store, DataInputStream in, DataOutputStream out) {
    this.store = store;
    this.in = in;
    this.out = out;
  }

  /** Arguments: the name of a {@link StoreOpener}, and what it is given. */
  public static void main(String[] arguments) throws Exception {
    DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    List<String> all = List.of(arguments);
    StoreOpener opener =
        Class.forName(all.get(0))
            .asSubclass(StoreOpener.class)
            .getDeclaredConstructor()
            .newInstance();
    StoreProcessMain main;
    try {
      main = new StoreProcessMain(opener.open(all.subList(1, all.size())), in, out);
    } catch (StateException e) {
      fail(out, e);
      return;
    }
    main.done("");
    try {
      while (true) {
        main.serve(in.readByte());
      }
    } catch (EOFException e) {
      // The test has ended.
    }
  }

  private void serve(int question) throws Exception {
    try {
      switch (question) {
        case StoreProcess.ACQUIRE -> acquire();
        case StoreProcess.PUT -> put();
        case StoreProcess.INCREMENT -> increment(in.readUTF(), in.readInt());
        case StoreProcess.STREAM -> stream(in.readUTF());
        default -> throw new IllegalStateException("unknown question " + question);
      }
    } catch (StateException e) {
      fail(out, e);
    }
  }

  private void acquire() throws Exception {
    String holder = in.readUTF();
    SortedSet<String> names = new TreeSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    lease = store.acquire(new LeaseRequest(names, holder, Duration.ZERO));
    done(lease.id());
  }

  private void put() throws Exception {
    StateCommit.Builder commit = StateCommit.builder();
    commit.put(in.readUTF(), bytes(in.readUTF()));
    if (in.readBoolean() && lease != null) {
      commit.under(lease);
    }
    done(String.valueOf(StoreCalls.revisionOf(store.commit(commit.build()))));
  }

  private void increment(String key, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      StoreCalls.increment(store, key);
    }
    done("");
  }

  /** Commits without waiting; another thread waits, and tells the test. */
  private void stream(String prefix) throws Exception {
    done("");
    BlockingQueue<CompletableFuture<Long>> underWay = new ArrayBlockingQueue<>(STREAM_DEPTH);
    new Thread(() -> acknowledge(underWay)).start();
    for (int i = 0; ; i++) {
      byte[] value = bytes(String.valueOf(i));
      underWay.put(store.commit(StateCommit.builder().put(prefix + i, value).build()));
    }
  }

  private void acknowledge(BlockingQueue<CompletableFuture<Long>> underWay) {
    try {
      for (int i = 1; ; i++) {
        StoreCalls.revisionOf(underWay.take());
        out.writeInt(i);
        out.flush();
      }
    } catch (StateException | InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void done(String text) throws IOException {
    out.writeByte(StoreProcess.DONE);
    out.writeUTF(text);
    out.flush();
  }

  private static void fail(DataOutputStream out, StateException failure) throws IOException {
    out.writeByte(StoreProcess.FAILED);
    out.writeUTF(failure.kind().name());
    out.writeUTF(failure.reason());
    out.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

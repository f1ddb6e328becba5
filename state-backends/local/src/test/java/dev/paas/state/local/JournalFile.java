package dev.paas.state.local;

import dev.paas.spi.state.StateCommit;
import dev.paas.spi.state.StateEntry;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSnapshot;
import dev.paas.spi.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A journal with a few commits, and where each of its parts ends. */
final class JournalFile {
  private final byte[] bytes;
  private final List<Integer> ends;
  private final List<String> states;

  private JournalFile(byte[] bytes, List<Integer> ends, List<String> states) {
    this.bytes = bytes;
    this.ends = ends;
    this.states = states;
  }

  /** Makes {@code commits} commits, one at a time, in a store at {@code place}. */
  static JournalFile write(LocalPlace place, int commits, long seed) throws Exception {
    Random random = new Random(seed);
    List<Integer> ends = new ArrayList<>();
    List<String> states = new ArrayList<>();
    try (StateStore store = place.open()) {
      for (int i = 0; i < commits; i++) {
        StateCommit.Builder commit = StateCommit.builder();
        commit.put("record/services.web[" + i + "]", bytes(random, random.nextInt(40)));
        if (random.nextBoolean()) {
          commit.put("counter", bytes(random, 8));
        }
        if (i > 2 && random.nextBoolean()) {
          commit.delete("record/services.web[" + random.nextInt(i) + "]");
        }
        store.commit(commit.build()).join();
        ends.add((int) Files.size(place.journal()));
        states.add(describe(store.read("")));
      }
    }
    return new JournalFile(Files.readAllBytes(place.journal()), ends, states);
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int size() {
    return bytes.length;
  }

  int commits() {
    return ends.size();
  }

  /** Where the seal of the commit ends; commits count from 0. */
  int end(int commit) {
    return ends.get(commit);
  }

  /** Where the frame of the commit ends, and its seal begins. */
  int endOfFrame(int commit) {
    return end(commit) - Frames.SEAL_SIZE;
  }

  /** Where the frame of the commit begins. */
  int start(int commit) {
    return commit == 0 ? headerSize() : end(commit - 1);
  }

  int headerSize() {
    return 20 + ByteReader.intAt(bytes, 16);
  }

  /** What the store held after the commit, as {@link #describe} tells it; -1 for nothing. */
  String state(int commit) {
    return commit < 0 ? "at 0" : states.get(commit);
  }

  /** The revision, and the entries with theirs. */
  static String describe(StateSnapshot snapshot) {
    StringBuilder text = new StringBuilder("at " + snapshot.revision());
    for (StateEntry entry : snapshot.entries()) {
      text.append('\n').append(entry.key()).append('@').append(entry.revision()).append('=');
      text.append(new String(entry.value(), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /** Puts {@code bytes} in place of the journal, and reads the store. */
  static String readWith(LocalPlace place, byte[] bytes) throws IOException, StateException {
    Files.write(place.journal(), bytes);
    try (StateStore store = place.open()) {
      return describe(store.read(""));
    }
  }
}

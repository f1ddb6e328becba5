package dev.paas.state.local;

/**
 * How far a journal has been read, or written.
 *
 * @param offset where the next frame or seal begins, in bytes from the start of the file
 * @param chain the checksum that the next frame starts from: of the last frame, or of the header
 * @param lastFrame where the last frame begins; meaningless when there is none
 * @param sealed whether the last frame's seal has been met: what is sealed is on the disk
 */
record JournalPosition(long offset, int chain, long lastFrame, boolean sealed) {

  /** The position of the first frame. */
  static JournalPosition after(JournalHeader header) {
    return new JournalPosition(header.size(), header.checksum(), 0, true);
  }

  /** The position behind the seal of the last frame. */
  JournalPosition seal() {
    return new JournalPosition(offset + Frames.SEAL_SIZE, chain, lastFrame, true);
  }

  /** The position behind a frame of {@code size} bytes that stands at this one. */
  JournalPosition frame(int size, int checksum) {
    return new JournalPosition(offset + size, checksum, offset, false);
  }
}

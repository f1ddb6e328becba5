package dev.paas.core.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntQueueTest {
  @Test
  void theLowestLeavesFirstWhateverCameAndWentBefore() {
    Random random = new Random(7);
    IntQueue queue = new IntQueue();
    PriorityQueue<Integer> expected = new PriorityQueue<>();
    for (int step = 0; step < 20_000; step++) {
      if (expected.isEmpty() || random.nextInt(5) < 3) {
        int number = random.nextInt(1_000);
        queue.add(number);
        expected.add(number);
      } else {
        assertEquals(expected.remove(), queue.remove());
      }
      assertEquals(expected.isEmpty(), queue.isEmpty());
    }
  }

  @Test
  void allLeaveInOrder() {
    IntQueue queue = new IntQueue();
    for (int number : new int[] {3, 1, 2, 1}) {
      queue.add(number);
    }

    assertArrayEquals(new int[] {1, 1, 2, 3}, queue.removeAll());
    assertTrue(queue.isEmpty());
  }
}

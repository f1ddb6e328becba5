package dev.paas.core.graph;

import java.util.Arrays;

/**
 * Numbers, of which the lowest leaves first: a binary heap, as {@link java.util.PriorityQueue} is
 * one, without an object for each number.
 */
final class IntQueue {
  private int[] heap = new int[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int number) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] > number) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = number;
  }

  /** Takes the lowest number out; there must be one. */
  int remove() {
    int lowest = heap[0];
    int moved = heap[--size];
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= moved) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = moved;
    return lowest;
  }

  /** Takes all numbers out, the lowest first. */
  int[] removeAll() {
    int[] all = Arrays.copyOf(heap, size);
    Arrays.sort(all);
    size = 0;
    return all;
  }
}

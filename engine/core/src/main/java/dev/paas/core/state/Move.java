package dev.paas.core.state;

import dev.paas.core.address.Address;

/**
 * That something recorded at one address is from now on at another.
 *
 * @param from where it is recorded
 * @param to where it will be
 */
public record Move(Address from, Address to) implements Comparable<Move> {

  @Override
  public int compareTo(Move other) {
    int byTarget = to.compareTo(other.to);
    return byTarget != 0 ? byTarget : from.compareTo(other.from);
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}

package dev.paas.spi.provider;

/** What an update in place does to what runs in a resource. */
public enum Disruption {
  /** Nothing stops. */
  NONE,
  /** What runs is stopped and started part by part; at every moment some of it serves. */
  ROLLING,
  /** There is a time in which nothing of it serves. */
  STOPS
}

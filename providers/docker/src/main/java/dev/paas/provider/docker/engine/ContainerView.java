package dev.paas.provider.docker.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container, looked at closely.
 *
 * @param name without the slash that the engine puts before it
 * @param image what it was made from, as it was named then
 * @param restartCount how often the engine started it again because it had ended
 * @param env its environment, that of its image included
 * @param limits its limits; those it does not have are {@code null}
 * @param restart its restart policy
 * @param networks the networks it is attached to, by name
 * @param healthTest its health check as the engine runs it, such as {@code [CMD, true]}; empty for
 *     none
 */
public record ContainerView(
    String id,
    String name,
    String image,
    String imageId,
    Map<String, String> labels,
    State state,
    int restartCount,
    Map<String, String> env,
    ContainerTemplate.Limits limits,
    String restart,
    Map<String, Endpoint> networks,
    List<PublishedPort> ports,
    List<String> healthTest) {

  /** What its health check says. */
  public enum Health {
    /** There is no health check. */
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY
  }

  /**
   * What it is doing.
   *
   * @param status {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code
   *     exited}, {@code removing} or {@code dead}
   * @param error why it could not be started; mostly empty
   * @param startedAt when it last started; {@code null} when it never did
   * @param healthOutput what the last health check printed
   */
  public record State(
      String status,
      int exitCode,
      boolean outOfMemory,
      String error,
      @Nullable Instant startedAt,
      Health health,
      String healthOutput) {

    public boolean isRunning() {
      return status.equals("running");
    }

    public boolean isPaused() {
      return status.equals("paused");
    }

    /** Whether it was made but never started. */
    public boolean isNew() {
      return status.equals("created");
    }

    /** Whether it ended and the engine will start it again. */
    public boolean isRestarting() {
      return status.equals("restarting");
    }

    /** Whether it ended and stays so. */
    public boolean hasEnded() {
      return status.equals("exited") || status.equals("dead") || status.equals("removing");
    }

    /** In a few words: {@code running}, {@code exited (1)}. */
    public String inWords() {
      if (status.equals("exited")) {
        return outOfMemory
            ? "exited (" + exitCode + ", out of memory)"
            : "exited (" + exitCode + ")";
      }
      return status;
    }
  }

  /** Where it is in a network; the addresses are empty while it does not run. */
  public record Endpoint(String address, String address6, List<String> aliases) {}
}

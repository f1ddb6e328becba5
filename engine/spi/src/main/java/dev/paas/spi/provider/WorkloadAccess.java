package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Safe access to what runs inside a resource. */
public interface WorkloadAccess {

  /** Of a provider that runs no workloads. */
  WorkloadAccess NONE = new WorkloadAccess() {};

  /**
   * One running, or stopped, instance of a workload.
   *
   * @param name how the user tells it from its siblings: {@code web.1}
   * @param id what its own system calls it
   * @param state in that system's word, such as {@code running} or {@code exited (1)}
   * @param health what its health check says: healthy, unhealthy or starting; empty without one
   * @param startedAt when it last started; {@code null} when it never did
   * @param restarts how often it was restarted after a crash
   * @param ports published ports, as {@code 127.0.0.1:8080->80/tcp}
   * @param image what it runs
   */
  record Instance(
      String name,
      String id,
      String state,
      String health,
      @Nullable Instant startedAt,
      int restarts,
      List<String> ports,
      String image) {}

  /**
   * Which log lines are wanted.
   *
   * @param tail how many lines from the end; empty for all
   * @param since only lines younger than this; {@code null} for all
   * @param follow whether to go on as new lines come, until the thread is interrupted
   * @param timestamps whether each line begins with its time
   */
  record LogRequest(
      OptionalInt tail, @Nullable Duration since, boolean follow, boolean timestamps) {}

  /** Receives log lines; called by one thread at a time. */
  interface LogSink {
    /**
     * A line, without its end.
     *
     * @param instance {@link Instance#name} of where it comes from
     * @param error whether it was written to standard error
     */
    void line(String instance, boolean error, String text);
  }

  /**
   * A command to run.
   *
   * @param command the program and its arguments
   * @param instance {@link Instance#name} of where to run it; {@code null} for any that runs
   * @param terminal whether to give it a terminal
   * @param input its standard input; {@code null} for none
   * @param output where its standard output goes
   * @param errors where its standard error goes
   */
  record ExecRequest(
      List<String> command,
      @Nullable String instance,
      boolean terminal,
      @Nullable InputStream input,
      OutputStream output,
      OutputStream errors) {}

  /**
   * The instances of a resource.
   *
   * @param address the resource's address
   * @param attributes its recorded attributes
   */
  default List<Instance> instances(String address, MapValue attributes) throws ProviderException {
    throw unsupported(address);
  }

  /** Gives the log lines of a resource, those of several instances interleaved by time. */
  default void logs(String address, MapValue attributes, LogRequest request, LogSink sink)
      throws ProviderException, InterruptedException {
    throw unsupported(address);
  }

  /** Runs a command in an instance of a resource and returns its exit code. */
  default int exec(String address, MapValue attributes, ExecRequest request)
      throws ProviderException, IOException, InterruptedException {
    throw unsupported(address);
  }

  private static ProviderException unsupported(String address) {
    return ProviderException.builder(address + " is not a workload")
        .detail("Its provider runs nothing that has logs or a shell.")
        .build();
  }
}

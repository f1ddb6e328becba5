package dev.paas.provider.docker.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a container is made from but its name and labels. {@code null} stands for what the image
 * or the engine decides.
 *
 * @param restart {@code always}, {@code on-failure}, {@code unless-stopped} or {@code no}
 * @param health {@code null} leaves the image's own health check
 */
public record ContainerTemplate(
    String image,
    Program program,
    Security security,
    Limits limits,
    Storage storage,
    Wiring wiring,
    @Nullable Health health,
    String restart,
    Logging logging) {

  /** What runs. */
  public record Program(
      @Nullable List<String> entrypoint,
      @Nullable List<String> command,
      Map<String, String> env,
      @Nullable String user,
      @Nullable String workingDir,
      @Nullable String hostname,
      String stopSignal,
      Duration stopGracePeriod,
      @Nullable Boolean init) {}

  /** What it may do. */
  public record Security(
      boolean privileged,
      List<String> capAdd,
      List<String> capDrop,
      List<String> securityOpt,
      List<String> groupAdd,
      boolean readOnlyRootfs,
      @Nullable String pidMode,
      Map<String, String> sysctls,
      List<Ulimit> ulimits,
      List<Device> devices) {}

  /** A limit of the kernel for each of its processes; -1 is none. */
  public record Ulimit(String name, long soft, long hard) {}

  /** A device of the host; {@code permissions} are some of {@code rwm}. */
  public record Device(String host, String container, String permissions) {}

  /**
   * How much it may use.
   *
   * @param nanoCpus billionths of a processor
   * @param memory bytes, swap included
   * @param memoryReservation bytes
   */
  public record Limits(
      @Nullable Long nanoCpus,
      @Nullable Long memory,
      @Nullable Long memoryReservation,
      @Nullable Long pids) {}

  /**
   * What it finds in its file system.
   *
   * @param tmpfs options by path
   * @param shmSize bytes
   */
  public record Storage(List<Mount> mounts, Map<String, String> tmpfs, @Nullable Long shmSize) {}

  /** Something mounted into it. */
  public record Mount(Kind kind, String source, String target, boolean readOnly) {
    /** What is mounted. */
    public enum Kind {
      /** A volume with a name. */
      VOLUME,
      /** A folder or file of the host. */
      BIND,
      /** A nameless volume, which ends with the container; it has no source. */
      OWN
    }
  }

  /**
   * How it is reached and what it reaches.
   *
   * @param networks {@code null} for the engine's default network, empty for none
   * @param exposed as {@code 80/tcp}
   * @param extraHosts addresses by name
   */
  public record Wiring(
      @Nullable List<Attachment> networks,
      List<String> exposed,
      List<PublishedPort> published,
      Map<String, String> extraHosts,
      List<String> dns) {}

  /** A network, and the names by which the container is found there. */
  public record Attachment(String network, List<String> aliases) {}

  /**
   * A health check that the engine runs.
   *
   * @param test as the engine wants it: {@code [NONE]}, {@code [CMD, …]} or {@code [CMD-SHELL, …]}
   */
  public record Health(
      List<String> test, Duration interval, Duration timeout, int retries, Duration startPeriod) {}

  /** How much of its output is kept: {@code maxSize} bytes in each of {@code maxFiles} files. */
  public record Logging(long maxSize, int maxFiles) {}
}

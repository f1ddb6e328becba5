package dev.paas.provider.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the provider makes to an engine. Safe for use by several threads. The first call
 * connects. Every call ends with {@link InterruptedException} soon after its thread is interrupted.
 */
public interface EngineClient extends AutoCloseable {

  /** What kind of engine it is; asked once. */
  EngineInfo info() throws EngineException, InterruptedException;

  /** Makes sure that the engine answers. */
  void ping() throws EngineException, InterruptedException;

  /** All containers, running or not, that bear all of {@code labels}. */
  List<ContainerSummary> containers(Map<String, String> labels)
      throws EngineException, InterruptedException;

  /** A container by its id or name. */
  Optional<ContainerView> container(String id) throws EngineException, InterruptedException;

  /**
   * Makes a container, attached to its networks, without starting it.
   *
   * @return its id
   */
  String createContainer(String name, ContainerTemplate template, Map<String, String> labels)
      throws EngineException, InterruptedException;

  /** Starts a container; one that runs already is left alone. */
  void startContainer(String id) throws EngineException, InterruptedException;

  /**
   * Asks a container to stop and kills it when its grace period is over; one that is stopped, or
   * gone, is left alone.
   */
  void stopContainer(String id) throws EngineException, InterruptedException;

  /** Lets a paused container go on. */
  void unpauseContainer(String id) throws EngineException, InterruptedException;

  void renameContainer(String id, String name) throws EngineException, InterruptedException;

  /**
   * Kills and removes a container with the nameless volumes of it alone; that it is gone is
   * success.
   */
  void removeContainer(String id) throws EngineException, InterruptedException;

  /** Changes what can be changed of a container while it runs. */
  void tuneContainer(String id, Tuning tuning) throws EngineException, InterruptedException;

  void connect(String network, String container, List<String> aliases)
      throws EngineException, InterruptedException;

  /** Unpacks a tar archive in a folder of a container. */
  void putArchive(String id, String folder, byte[] tar)
      throws EngineException, InterruptedException;

  /** A text file of a container; empty when there is none. At most {@code limit} bytes of it. */
  Optional<String> readFile(String id, String path, int limit)
      throws EngineException, InterruptedException;

  /** Gives a container's output, old and, if {@code query} wants that, new, until its end. */
  void logs(String id, LogQuery query, LogReceiver receiver)
      throws EngineException, InterruptedException;

  /** Runs a program in a container and returns its exit code. */
  int exec(String id, ExecCommand command) throws EngineException, InterruptedException;

  List<NetworkView> networks() throws EngineException, InterruptedException;

  /** Makes a network and returns its id. */
  String createNetwork(NetworkTemplate template) throws EngineException, InterruptedException;

  /** Removes a network; that it is gone is success. */
  void removeNetwork(String id) throws EngineException, InterruptedException;

  List<VolumeView> volumes() throws EngineException, InterruptedException;

  Optional<VolumeView> volume(String name) throws EngineException, InterruptedException;

  /** Makes a volume; one that is there with that name and driver is left as it is. */
  void createVolume(
      String name, String driver, Map<String, String> options, Map<String, String> labels)
      throws EngineException, InterruptedException;

  /** Removes a volume with all that is in it; that it is gone is success. */
  void removeVolume(String name) throws EngineException, InterruptedException;

  List<ImageView> images() throws EngineException, InterruptedException;

  /** An image by its id, name or digest. */
  Optional<ImageDetail> image(String reference) throws EngineException, InterruptedException;

  /**
   * Builds an image.
   *
   * @param output receives what the build prints, line by line
   * @return the image's id
   */
  String build(BuildOrder order, Consumer<String> output)
      throws EngineException, InterruptedException;

  /**
   * Pulls an image.
   *
   * @param reference a name with a tag or a digest
   * @param login for its registry; {@code null} for none
   * @param progress receives what is going on, in a few words
   */
  void pull(String reference, @Nullable RegistryLogin login, Consumer<String> progress)
      throws EngineException, InterruptedException;

  void tag(String image, String repository, String tag)
      throws EngineException, InterruptedException;

  /**
   * Takes a name from an image, and removes the image with its last name; that it is gone is
   * success.
   */
  void removeImage(String reference) throws EngineException, InterruptedException;

  @Override
  void close();

  /** Which part of a container's output is wanted. */
  record LogQuery(@Nullable Integer tail, @Nullable Duration since, boolean follow) {}

  /** Receives output as the engine keeps it: with a line's end, unless that is still to come. */
  interface LogReceiver {
    /**
     * A piece of output.
     *
     * @param time when it was written, as RFC 3339 with nine digits
     * @param error whether it was written to standard error
     */
    void piece(String time, boolean error, byte[] text);
  }

  /** A program to run in a container. */
  record ExecCommand(
      List<String> command,
      boolean terminal,
      @Nullable InputStream input,
      OutputStream output,
      OutputStream errors) {}

  /**
   * An image to build.
   *
   * @param context opens the context as a tar archive
   * @param dockerfile the path of the Dockerfile in the context
   * @param logins for the registries that base images come from, by their addresses
   */
  record BuildOrder(
      StreamSource context,
      String dockerfile,
      @Nullable String target,
      Map<String, String> args,
      Map<String, String> labels,
      List<String> tags,
      boolean noCache,
      boolean pullBase,
      @Nullable String network,
      Map<String, RegistryLogin> logins) {}

  /** Something that can be read once it is asked for. */
  interface StreamSource {
    InputStream open() throws IOException;
  }

  /** Where and how a network is made. */
  record NetworkTemplate(
      String name,
      String driver,
      Map<String, String> options,
      List<String> subnets,
      boolean internal,
      boolean attachable,
      boolean ipv6,
      Map<String, String> labels) {}

  /** What can be changed of a container without making it anew; {@code null} leaves it as it is. */
  record Tuning(ContainerTemplate.@Nullable Limits limits, @Nullable String restart) {}
}

package dev.paas.provider.docker.engine.dockerjava;

import static dev.paas.provider.docker.engine.dockerjava.ContainerMapping.map;
import static dev.paas.provider.docker.engine.dockerjava.ContainerMapping.text;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import dev.paas.provider.docker.archive.TarReader;
import dev.paas.provider.docker.engine.ContainerSummary;
import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Limits;
import dev.paas.provider.docker.engine.ContainerView;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineInfo;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.provider.docker.engine.ImageView;
import dev.paas.provider.docker.engine.NetworkView;
import dev.paas.provider.docker.engine.RegistryLogin;
import dev.paas.provider.docker.engine.VolumeView;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine, spoken to with docker-java. Connects with the first call. */
public final class DockerJavaEngine implements EngineClient {
  private static final int MAX_LINKS = 8;

  private final EndpointSource source;
  private @Nullable Session session;

  /**
   * An engine that is connected to later.
   *
   * @param source where it is; not asked before the first call
   */
  public DockerJavaEngine(EndpointSource source) {
    this.source = source;
  }

  private synchronized Session session() throws EngineException, InterruptedException {
    if (session == null) {
      session = Calls.make(() -> Session.open(source.resolve()));
    }
    return session;
  }

  private DockerClient client() throws EngineException, InterruptedException {
    return session().client();
  }

  @Override
  public EngineInfo info() throws EngineException, InterruptedException {
    Session open = session();
    return Calls.make(open::info);
  }

  @Override
  public void ping() throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(() -> client.pingCmd().exec());
  }

  @Override
  public List<ContainerSummary> containers(Map<String, String> labels)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    return Calls.make(
        () ->
            client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                .map(ContainerMapping::summary)
                .toList());
  }

  @Override
  public Optional<ContainerView> container(String id) throws EngineException, InterruptedException {
    DockerClient client = client();
    return found(() -> ContainerMapping.view(client.inspectContainerCmd(id).exec()));
  }

  @Override
  public String createContainer(String name, ContainerTemplate template, Map<String, String> labels)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    String id =
        Calls.make(
            () ->
                ContainerCreation.fill(
                        client.createContainerCmd(template.image()).withName(name),
                        template,
                        labels)
                    .exec()
                    .getId());
    List<Attachment> networks = template.wiring().networks();
    if (networks != null) {
      for (Attachment more : networks.subList(Math.min(1, networks.size()), networks.size())) {
        connect(more.network(), id, more.aliases());
      }
    }
    return id;
  }

  @Override
  public void startContainer(String id) throws EngineException, InterruptedException {
    DockerClient client = client();
    unlessDone(() -> client.startContainerCmd(id).exec());
  }

  @Override
  public void stopContainer(String id) throws EngineException, InterruptedException {
    Session open = session();
    Calls.run(() -> open.stop(id));
  }

  @Override
  public void unpauseContainer(String id) throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(() -> client.unpauseContainerCmd(id).exec());
  }

  @Override
  public void renameContainer(String id, String name) throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(() -> client.renameContainerCmd(id).withName(name).exec());
  }

  @Override
  public void removeContainer(String id) throws EngineException, InterruptedException {
    DockerClient client = client();
    unlessGone(
        () ->
            Calls.run(
                () ->
                    client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec()));
  }

  @Override
  public void tuneContainer(String id, Tuning tuning) throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(
        () -> {
          UpdateContainerCmd update = client.updateContainerCmd(id);
          Limits limits = tuning.limits();
          if (limits != null) {
            update
                .withNanoCPUs(limits.nanoCpus())
                .withMemory(limits.memory())
                .withMemorySwap(limits.memory())
                .withMemoryReservation(limits.memoryReservation())
                .withPidsLimit(limits.pids());
          }
          if (tuning.restart() != null) {
            update.withRestartPolicy(ContainerCreation.restartPolicy(tuning.restart()));
          }
          update.exec();
        });
  }

  @Override
  public void connect(String network, String container, List<String> aliases)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(
        () ->
            client
                .connectToNetworkCmd()
                .withNetworkId(network)
                .withContainerId(container)
                .withContainerNetwork(new ContainerNetwork().withAliases(aliases))
                .exec());
  }

  @Override
  public void putArchive(String id, String folder, byte[] tar)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(
        () ->
            client
                .copyArchiveToContainerCmd(id)
                .withRemotePath(folder)
                .withTarInputStream(new ByteArrayInputStream(tar))
                .exec());
  }

  @Override
  public Optional<String> readFile(String id, String path, int limit)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    String current = path;
    for (int links = 0; links < MAX_LINKS; links++) {
      String asked = current;
      Optional<TarReader.First> first =
          found(
                  () -> {
                    try (InputStream tar = client.copyArchiveFromContainerCmd(id, asked).exec()) {
                      return TarReader.first(tar, limit);
                    }
                  })
              .flatMap(file -> file);
      if (first.isEmpty() || first.get().link().isEmpty()) {
        return first.filter(TarReader.First::regular).map(TarReader.First::content);
      }
      String link = first.get().link();
      current = link.startsWith("/") ? link : asked.substring(0, asked.lastIndexOf('/') + 1) + link;
    }
    return Optional.empty();
  }

  @Override
  public void logs(String id, LogQuery query, LogReceiver receiver)
      throws EngineException, InterruptedException {
    Session open = session();
    Calls.run(() -> open.streams().logs(id, query, receiver));
  }

  @Override
  public int exec(String id, ExecCommand command) throws EngineException, InterruptedException {
    Session open = session();
    return Calls.make(() -> open.exec(id, command));
  }

  @Override
  public List<NetworkView> networks() throws EngineException, InterruptedException {
    DockerClient client = client();
    return Calls.make(
        () -> client.listNetworksCmd().exec().stream().map(DockerJavaEngine::view).toList());
  }

  private static NetworkView view(Network network) {
    Network.Ipam ipam = network.getIpam();
    List<Network.Ipam.Config> configs = ipam == null ? null : ipam.getConfig();
    return new NetworkView(
        network.getId(),
        text(network.getName()),
        text(network.getDriver()),
        map(network.getOptions()),
        configs == null
            ? List.of()
            : configs.stream().map(config -> text(config.getSubnet())).toList(),
        Boolean.TRUE.equals(network.getInternal()),
        Boolean.TRUE.equals(network.isAttachable()),
        Boolean.TRUE.equals(network.getEnableIPv6()),
        map(network.getLabels()));
  }

  @Override
  public String createNetwork(NetworkTemplate template)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Network.Ipam ipam =
        new Network.Ipam()
            .withConfig(
                template.subnets().stream()
                    .map(subnet -> new Network.Ipam.Config().withSubnet(subnet))
                    .toList());
    return Calls.make(
        () ->
            client
                .createNetworkCmd()
                .withName(template.name())
                .withDriver(template.driver())
                .withOptions(template.options())
                .withIpam(ipam)
                .withInternal(template.internal())
                .withAttachable(template.attachable())
                .withEnableIpv6(template.ipv6())
                .withCheckDuplicate(true)
                .withLabels(template.labels())
                .exec()
                .getId());
  }

  @Override
  public void removeNetwork(String id) throws EngineException, InterruptedException {
    DockerClient client = client();
    unlessGone(() -> Calls.run(() -> client.removeNetworkCmd(id).exec()));
  }

  @Override
  public List<VolumeView> volumes() throws EngineException, InterruptedException {
    DockerClient client = client();
    return Calls.make(
        () -> {
          List<InspectVolumeResponse> volumes = client.listVolumesCmd().exec().getVolumes();
          return volumes == null
              ? List.of()
              : volumes.stream().map(DockerJavaEngine::view).toList();
        });
  }

  @Override
  public Optional<VolumeView> volume(String name) throws EngineException, InterruptedException {
    DockerClient client = client();
    return found(() -> view(client.inspectVolumeCmd(name).exec()));
  }

  private static VolumeView view(InspectVolumeResponse volume) {
    return new VolumeView(
        volume.getName(),
        text(volume.getDriver()),
        map(volume.getOptions()),
        map(volume.getLabels()));
  }

  @Override
  public void createVolume(
      String name, String driver, Map<String, String> options, Map<String, String> labels)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(
        () ->
            client
                .createVolumeCmd()
                .withName(name)
                .withDriver(driver)
                .withDriverOpts(options)
                .withLabels(labels)
                .exec());
  }

  @Override
  public void removeVolume(String name) throws EngineException, InterruptedException {
    DockerClient client = client();
    unlessGone(() -> Calls.run(() -> client.removeVolumeCmd(name).exec()));
  }

  @Override
  public List<ImageView> images() throws EngineException, InterruptedException {
    DockerClient client = client();
    return Calls.make(() -> client.listImagesCmd().exec().stream().map(ImageCalls::view).toList());
  }

  @Override
  public Optional<ImageDetail> image(String reference)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    return found(() -> ImageCalls.detail(client.inspectImageCmd(reference).exec()));
  }

  @Override
  public String build(BuildOrder order, Consumer<String> output)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    return Calls.make(() -> ImageCalls.build(client, order, output));
  }

  @Override
  public void pull(String reference, @Nullable RegistryLogin login, Consumer<String> progress)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(() -> ImageCalls.pull(client, reference, login, progress));
  }

  @Override
  public void tag(String image, String repository, String tag)
      throws EngineException, InterruptedException {
    DockerClient client = client();
    Calls.run(() -> client.tagImageCmd(image, repository, tag).withForce().exec());
  }

  @Override
  public void removeImage(String reference) throws EngineException, InterruptedException {
    DockerClient client = client();
    unlessGone(() -> Calls.run(() -> client.removeImageCmd(reference).exec()));
  }

  /** For calls that ask: "not found" is an answer. */
  private static <T> Optional<T> found(Calls.Call<T> call)
      throws EngineException, InterruptedException {
    try {
      return Optional.of(Calls.make(call));
    } catch (EngineException e) {
      if (e.getCause() instanceof NotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** For calls that remove: that it is gone is success. */
  private static void unlessGone(Calls.Action action) throws EngineException, InterruptedException {
    found(
        () -> {
          action.make();
          return true;
        });
  }

  /** For calls that bring about a state: that it is so already is success. */
  private static void unlessDone(Calls.Action action) throws EngineException, InterruptedException {
    try {
      Calls.run(action);
    } catch (EngineException e) {
      if (!(e.getCause() instanceof NotModifiedException)) {
        throw e;
      }
    }
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
    }
  }
}

package dev.paas.provider.jclouds.cloud.compute;

import dev.paas.provider.jclouds.cloud.Abilities;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.connection.Connections;
import dev.paas.provider.jclouds.cloud.connection.InterruptibleCalls;
import dev.paas.provider.jclouds.cloud.connection.SilentLogging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jclouds.ContextBuilder;
import org.jclouds.compute.ComputeService;
import org.jclouds.compute.ComputeServiceContext;
import org.jclouds.compute.RunNodesException;
import org.jclouds.compute.domain.NodeMetadata;
import org.jclouds.compute.domain.SecurityGroup;
import org.jclouds.compute.domain.TemplateBuilder;
import org.jclouds.compute.options.TemplateOptions;
import org.jspecify.annotations.Nullable;

/** Machines of any cloud that jclouds has a jar for. */
public final class ComputeCloud implements Cloud {
  /** jclouds has machines in groups; ours are told by their metadata. */
  private static final String GROUP = "paas";

  private final ComputeAccess access;
  private final InterruptibleCalls calls = new InterruptibleCalls();
  private @Nullable ComputeServiceContext context;

  /** Connects with the first call. */
  public ComputeCloud(ComputeAccess access) {
    this.access = access;
  }

  /** A call of the compute service. */
  private interface Work<T> {
    T with(ComputeService service) throws RunNodesException;
  }

  private <T> InterruptibleCalls.Call<T> call(Work<T> work) {
    return () -> {
      try {
        return work.with(service());
      } catch (RuntimeException | RunNodesException failure) {
        throw ComputeFailures.of(failure);
      }
    };
  }

  private <T> T look(Work<T> work) throws CloudException, InterruptedException {
    return calls.look(call(work));
  }

  private void change(Work<Boolean> work) throws CloudException, InterruptedException {
    calls.change(call(work));
  }

  private synchronized ComputeService service() {
    if (context == null) {
      ContextBuilder builder = Apis.builder(access.api());
      if (builder == null) {
        throw new IllegalArgumentException("there is no API " + access.api());
      }
      context = configured(builder).buildView(ComputeServiceContext.class);
    }
    return context.getComputeService();
  }

  private ContextBuilder configured(ContextBuilder builder) {
    Properties properties = Connections.properties(access.timeout());
    access.options().forEach(properties::setProperty);
    String endpoint = access.endpoint();
    String identity = access.identity();
    String credential = access.credential();
    if (endpoint != null) {
      builder.endpoint(endpoint);
    }
    if (identity != null && credential != null) {
      builder.credentials(identity, credential);
    }
    return builder.overrides(properties).modules(List.of(new SilentLogging()));
  }

  /** What jclouds knows of every cloud is little. */
  @Override
  public Abilities abilities() {
    return new Abilities(access.api(), false, false, false, false, false, false, false);
  }

  @Override
  public List<Server> servers() throws CloudException, InterruptedException {
    return look(
        service ->
            service.listNodesDetailsMatching(node -> true).stream()
                .map(NodeMapping::server)
                .toList());
  }

  @Override
  public List<Server> serversNamed(String name) throws CloudException, InterruptedException {
    return servers().stream().filter(server -> server.name().equals(name)).toList();
  }

  @Override
  public Optional<Server> server(String id) throws CloudException, InterruptedException {
    try {
      return look(
          service -> Optional.ofNullable(service.getNodeMetadata(id)).map(NodeMapping::server));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public String createServer(ServerTemplate template) throws CloudException, InterruptedException {
    return calls.change(call(service -> create(service, template)));
  }

  /** A machine that could not be made as a whole is there all the same, and is looked at. */
  private static String create(ComputeService service, ServerTemplate template)
      throws RunNodesException {
    TemplateOptions options =
        service
            .templateOptions()
            .blockUntilRunning(false)
            .nodeNames(List.of(template.name()))
            .userMetadata(template.metadata());
    if (!template.securityGroups().isEmpty()) {
      options.securityGroups(template.securityGroups());
    }
    TemplateBuilder builder =
        service
            .templateBuilder()
            .imageId(template.imageId())
            .hardwareId(template.sizeId())
            .options(options);
    String zone = template.zone();
    if (zone != null) {
      builder.locationId(zone);
    }
    try {
      return service.createNodesInGroup(GROUP, 1, builder.build()).iterator().next().getId();
    } catch (RunNodesException e) {
      for (NodeMetadata begun : e.getNodeErrors().keySet()) {
        return begun.getId();
      }
      throw e;
    }
  }

  @Override
  public void deleteServer(String id) throws CloudException, InterruptedException {
    if (server(id).isPresent()) {
      change(
          service -> {
            service.destroyNode(id);
            return true;
          });
    }
  }

  private CloudException cannot(String what) {
    return new CloudException(Kind.REFUSED, access.api() + " cannot " + what);
  }

  @Override
  public void rename(String id, String name) throws CloudException {
    throw cannot("give a machine another name");
  }

  @Override
  public void setMetadata(String id, Map<String, String> metadata) throws CloudException {
    throw cannot("change a machine's labels");
  }

  @Override
  public void addSecurityGroup(String id, String group) throws CloudException {
    throw cannot("change a machine's security groups");
  }

  @Override
  public void removeSecurityGroup(String id, String group) throws CloudException {
    throw cannot("change a machine's security groups");
  }

  @Override
  public void resize(String id, String sizeId) throws CloudException {
    throw cannot("give a machine another size");
  }

  @Override
  public void confirmResize(String id) throws CloudException {
    throw cannot("give a machine another size");
  }

  @Override
  public void start(String id) throws CloudException, InterruptedException {
    change(
        service -> {
          service.resumeNode(id);
          return true;
        });
  }

  @Override
  public void stop(String id) throws CloudException, InterruptedException {
    change(
        service -> {
          service.suspendNode(id);
          return true;
        });
  }

  @Override
  public List<Image> images(String wanted) throws CloudException, InterruptedException {
    return look(service -> service.listImages().stream().map(NodeMapping::image).toList());
  }

  @Override
  public List<Size> sizes() throws CloudException, InterruptedException {
    return look(service -> service.listHardwareProfiles().stream().map(NodeMapping::size).toList());
  }

  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<String> securityGroups() throws CloudException, InterruptedException {
    return look(
        service ->
            service
                .getSecurityGroupExtension()
                .transform(
                    groups -> groups.listSecurityGroups().stream().map(SecurityGroup::getName))
                .or(Stream.of())
                .toList());
  }

  @Override
  public Optional<Quota> quota() {
    return Optional.empty();
  }

  @Override
  public List<KeyPair> keyPairs() {
    return List.of();
  }

  @Override
  public void addKeyPair(String name, String publicKey) throws CloudException {
    throw cannot("keep keys");
  }

  @Override
  public void deleteKeyPair(String name) {
    // There are none.
  }

  @Override
  public synchronized void close() {
    calls.close();
    if (context != null) {
      context.close();
      context = null;
    }
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.Abilities;
import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.Networking;
import dev.paas.provider.jclouds.cloud.Server;
import dev.paas.provider.jclouds.cloud.Server.Phase;
import dev.paas.provider.jclouds.cloud.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances of EC2, their images, types, subnets and key pairs. */
public final class Ec2Cloud implements Cloud {
  private static final String PAGE = "1000";
  private static final String PAGE_OF_TYPES = "100";

  /** How often an order is tried whose token belongs to a machine that is no more. */
  private static final int ORDERS = 5;

  private final Ec2Access access;
  private final Query query;
  private final Ordered<Server> ordered = new Ordered<>();
  private final SecurityGroups groups;
  private final Firewall firewall;
  private final Volumes volumes;
  private final Tags tags;
  private final Networking networking;
  private final FloatingAddresses addresses;
  private volatile @Nullable List<Size> sizes;

  /** Connects with the first call. */
  public Ec2Cloud(Ec2Access access) {
    this.access = access;
    this.query = new Query(access);
    this.groups = new SecurityGroups(query);
    this.firewall = new Ec2Firewall(query, access.pollInterval());
    this.volumes = new Ec2Volumes(query, access.pollInterval());
    this.tags = new Tags(query);
    Moments moments = new Moments(access.pollInterval());
    this.networking = new Ec2Networking(query, moments, access.region());
    this.addresses = new Ec2Addresses(query, moments);
  }

  @Override
  public Abilities abilities() {
    return Abilities.all("aws-ec2");
  }

  @Override
  public List<Server> servers() throws CloudException, InterruptedException {
    return instances(Call.of("DescribeInstances").with("MaxResults", PAGE));
  }

  @Override
  public List<Server> serversNamed(String name) throws CloudException, InterruptedException {
    return instances(
        Call.of("DescribeInstances")
            .with("MaxResults", PAGE)
            .where("tag:" + InstanceMapping.NAME, List.of(name)));
  }

  private List<Server> instances(Call call) throws CloudException, InterruptedException {
    return listed(call).map(this::judged).toList();
  }

  /**
   * What was ordered by us, and not ended by us, and is no more, is broken: EC2 could not make it.
   */
  private Server judged(Server server) {
    if (server.phase() == Phase.SETTLED) {
      ordered.forget(server.id());
      return server;
    }
    return server.phase() == Phase.GONE && ordered.has(server.id())
        ? server.in(Phase.BROKEN)
        : server;
  }

  private Stream<Server> listed(Call call) throws CloudException, InterruptedException {
    return query.all(call, "reservationSet").stream()
        .flatMap(reservation -> reservation.items("instancesSet").stream())
        .map(InstanceMapping::server);
  }

  @Override
  public Optional<Server> server(String id) throws CloudException, InterruptedException {
    try {
      return instances(Call.of("DescribeInstances").with("InstanceId.1", id)).stream().findFirst();
    } catch (CloudException e) {
      if (Ec2Failures.isMissing(e)) {
        return ordered.notYetTold(id);
      }
      throw e;
    }
  }

  private Xml instance(String id) throws CloudException, InterruptedException {
    Xml answer = query.look(Call.of("DescribeInstances").with("InstanceId.1", id));
    for (Xml reservation : answer.items("reservationSet")) {
      for (Xml instance : reservation.items("instancesSet")) {
        return instance;
      }
    }
    throw new CloudException(Kind.NOT_FOUND, "there is no instance " + id);
  }

  @Override
  public String createServer(ServerTemplate template) throws CloudException, InterruptedException {
    if (template.networkIds().size() > 1) {
      throw new CloudException(Kind.REFUSED, "a machine of EC2 is put into one subnet");
    }
    Tags.check(template.metadata(), "machine");
    String subnet = template.networkIds().isEmpty() ? null : template.networkIds().get(0);
    for (int order = 1; true; order++) {
      String token = order == 1 ? template.key() : template.key() + "-" + order;
      Call call = InstanceMapping.order(template, token).withIfSet("SubnetId", subnet);
      Call chosen = groups.chosen(call, template.securityGroups(), subnet);
      Optional<Server> server = order(chosen, token, order == ORDERS);
      if (server.isPresent()) {
        ordered.add(server.get().id(), server.get());
        return server.get().id();
      }
    }
  }

  /** Empty when the token is that of an order, the same or another, whose machine is no more. */
  private Optional<Server> order(Call order, String token, boolean isLast)
      throws CloudException, InterruptedException {
    try {
      Xml answer = query.change(order);
      Server server = InstanceMapping.server(answer.at("instancesSet", "item"));
      return server.phase() != Phase.GONE || isLast ? Optional.of(server) : Optional.empty();
    } catch (CloudException e) {
      if (e.kind() != Kind.CONFLICT || isLast || isThere(token)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private boolean isThere(String token) throws CloudException, InterruptedException {
    Call made =
        Call.of("DescribeInstances").with("MaxResults", PAGE).where("client-token", List.of(token));
    return listed(made).anyMatch(server -> server.phase() != Phase.GONE);
  }

  @Override
  public void deleteServer(String id) throws CloudException, InterruptedException {
    ordered.forget(id);
    query.unlessMissing(Call.of("TerminateInstances").with("InstanceId.1", id));
  }

  @Override
  public void rename(String id, String name) throws CloudException, InterruptedException {
    tags.rename(id, name);
  }

  @Override
  public void setMetadata(String id, Map<String, String> metadata)
      throws CloudException, InterruptedException {
    Tags.check(metadata, "machine");
    tags.replace(id, InstanceMapping.server(instance(id)).metadata(), metadata);
  }

  @Override
  public void addSecurityGroup(String id, String group)
      throws CloudException, InterruptedException {
    groups.change(instance(id), group, true);
  }

  @Override
  public void removeSecurityGroup(String id, String group)
      throws CloudException, InterruptedException {
    groups.change(instance(id), group, false);
  }

  /** A machine must stop for it, and is left so: whoever wants it to run starts it. */
  @Override
  public void resize(String id, String sizeId) throws CloudException, InterruptedException {
    stop(id);
    while (!InstanceMapping.server(instance(id)).status().equals("stopped")) {
      TimeUnit.MILLISECONDS.sleep(access.pollInterval().toMillis());
    }
    query.change(
        Call.of("ModifyInstanceAttribute")
            .with("InstanceId", id)
            .with("InstanceType.Value", sizeId));
  }

  /** Nothing waits to be confirmed. */
  @Override
  public void confirmResize(String id) throws CloudException {
    throw new CloudException(Kind.REFUSED, "EC2 asks for no confirmation");
  }

  @Override
  public void start(String id) throws CloudException, InterruptedException {
    query.change(Call.of("StartInstances").with("InstanceId.1", id));
  }

  @Override
  public void stop(String id) throws CloudException, InterruptedException {
    query.change(Call.of("StopInstances").with("InstanceId.1", id));
  }

  /** Of those whom we trust; somebody else may give an image any name. */
  @Override
  public List<Image> images(String wanted) throws CloudException, InterruptedException {
    if (wanted.startsWith("ami-")) {
      try {
        return images(Call.of("DescribeImages").with("ImageId.1", wanted));
      } catch (CloudException e) {
        if (Ec2Failures.isMissing(e)) {
          return List.of();
        }
        throw e;
      }
    }
    Call trusted = Call.of("DescribeImages").withAll("Owner", access.imageOwners());
    return images(trusted.where("name", List.of(wanted)));
  }

  private List<Image> images(Call call) throws CloudException, InterruptedException {
    return query.all(call, "imagesSet").stream().map(InstanceMapping::image).toList();
  }

  /** They do not change while an apply runs. */
  @Override
  public List<Size> sizes() throws CloudException, InterruptedException {
    List<Size> known = sizes;
    if (known == null) {
      Call call = Call.of("DescribeInstanceTypes").with("MaxResults", PAGE_OF_TYPES);
      known = query.all(call, "instanceTypeSet").stream().map(InstanceMapping::size).toList();
      sizes = known;
    }
    return known;
  }

  @Override
  public List<Network> networks() throws CloudException, InterruptedException {
    return new Subnets(query).all();
  }

  @Override
  public List<List<String>> networkNames(Server server)
      throws CloudException, InterruptedException {
    return new Subnets(query).names(server);
  }

  @Override
  public List<String> securityGroups() throws CloudException, InterruptedException {
    return groups.names();
  }

  @Override
  public Optional<Firewall> firewall() {
    return Optional.of(firewall);
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.of(volumes);
  }

  @Override
  public Optional<Networking> networking() {
    return Optional.of(networking);
  }

  @Override
  public Optional<FloatingAddresses> floatingAddresses() {
    return Optional.of(addresses);
  }

  /** EC2 counts processors, in another service. */
  @Override
  public Optional<Quota> quota() {
    return Optional.empty();
  }

  @Override
  public List<KeyPair> keyPairs() throws CloudException, InterruptedException {
    return query
        .all(Call.of("DescribeKeyPairs").with("IncludePublicKey", "true"), "keySet")
        .stream()
        .map(
            pair ->
                new KeyPair(
                    pair.text("keyName"), pair.text("publicKey"), pair.text("keyFingerprint")))
        .toList();
  }

  @Override
  public void addKeyPair(String name, String publicKey)
      throws CloudException, InterruptedException {
    query.change(
        Call.of("ImportKeyPair")
            .with("KeyName", name)
            .with("PublicKeyMaterial", Call.base64(publicKey)));
  }

  @Override
  public void deleteKeyPair(String name) throws CloudException, InterruptedException {
    query.unlessMissing(Call.of("DeleteKeyPair").with("KeyName", name));
  }

  @Override
  public void close() {
    query.close();
  }
}

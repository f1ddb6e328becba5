package dev.paas.provider.jclouds.cloud.ec2;

import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.FloatingAddresses;
import dev.paas.provider.jclouds.cloud.Networking.Port;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elastic addresses of EC2, which are put before network interfaces. */
final class Ec2Addresses implements FloatingAddresses {
  private static final String ADDRESSES = "addressesSet";
  private static final String ALLOCATION_ID = "AllocationId";

  private final Query query;
  private final Moments moments;

  Ec2Addresses(Query query, Moments moments) {
    this.query = query;
    this.moments = moments;
  }

  private static Call call() {
    return Call.of("DescribeAddresses");
  }

  /** EC2 has no pages of them. */
  private List<Xml> list(Call call) throws CloudException, InterruptedException {
    return query.look(call).items(ADDRESSES);
  }

  @Override
  public List<Floating> addresses() throws CloudException, InterruptedException {
    return list(call()).stream().map(Ec2Addresses::floating).toList();
  }

  private static Floating floating(Xml address) {
    String instance = address.text("instanceId");
    String card = address.text("networkInterfaceId");
    return new Floating(
        address.text("allocationId"),
        address.text("publicIp"),
        VpcMapping.OUTSIDE.id(),
        VpcMapping.description(address),
        card,
        address.text("privateIpAddress"),
        instance.isEmpty() ? card : instance);
  }

  private Optional<Xml> one(String id) throws CloudException, InterruptedException {
    return list(call().where("allocation-id", List.of(id))).stream().findFirst();
  }

  @Override
  public Optional<Floating> address(String id) throws CloudException, InterruptedException {
    return one(id).map(Ec2Addresses::floating);
  }

  /** EC2 takes {@code *} in a filter for any characters. */
  @Override
  public List<Floating> described(String description) throws CloudException, InterruptedException {
    Call call = call().where("tag:" + PermissionMapping.DESCRIPTION, List.of(description));
    return list(call).stream()
        .map(Ec2Addresses::floating)
        .filter(each -> each.description().equals(description))
        .toList();
  }

  @Override
  public Floating take(String networkId, String description)
      throws CloudException, InterruptedException {
    Call call =
        VpcMapping.tagged(
            Call.of("AllocateAddress").with("Domain", "vpc"), "elastic-ip", "", description);
    String id =
        moments.made(
            () -> query.change(call).text("allocationId"),
            () -> described(description).stream().map(Floating::id).findFirst());
    return moments
        .await(() -> address(id))
        .orElseThrow(
            () -> new CloudException(Kind.FAILED, "the address " + id + " was taken, and is gone"));
  }

  /** Two calls: an address that cannot be put before the port is given back. */
  @Override
  public Floating takeFor(String portId, String networkId, String description)
      throws CloudException, InterruptedException {
    Floating taken = take(networkId, description);
    try {
      associate(taken.id(), portId);
    } catch (CloudException e) {
      if (e.kind() != Kind.BROKEN) {
        giveBack(taken, e);
      }
      throw e;
    }
    return address(taken.id()).orElse(taken);
  }

  private void giveBack(Floating taken, CloudException refusal) throws InterruptedException {
    try {
      release(taken.id());
    } catch (CloudException e) {
      refusal.addSuppressed(e);
    }
  }

  @Override
  public void describe(String id, String description) throws CloudException, InterruptedException {
    query.change(
        Call.of("CreateTags")
            .with("ResourceId.1", id)
            .tagged("Tag", Map.of(PermissionMapping.DESCRIPTION, description)));
  }

  @Override
  public void associate(String id, String portId) throws CloudException, InterruptedException {
    query.change(
        Call.of("AssociateAddress")
            .with(ALLOCATION_ID, id)
            .with("NetworkInterfaceId", portId)
            .with("AllowReassociation", "false"));
    moments.await(() -> address(id).filter(each -> each.portId().equals(portId)));
  }

  @Override
  public void dissociate(String id) throws CloudException, InterruptedException {
    String association = one(id).map(each -> each.text("associationId")).orElse("");
    if (!association.isEmpty()) {
      query.unlessMissing(Call.of("DisassociateAddress").with("AssociationId", association));
      moments.await(() -> one(id).filter(each -> !each.text("associationId").equals(association)));
    }
  }

  @Override
  public void release(String id) throws CloudException, InterruptedException {
    dissociate(id);
    query.unlessMissing(Call.of("ReleaseAddress").with(ALLOCATION_ID, id));
  }

  /** Its network interfaces, the one that it was made with first. */
  @Override
  public List<Port> portsOf(String serverId) throws CloudException, InterruptedException {
    Call cards =
        Call.of("DescribeNetworkInterfaces")
            .with("MaxResults", "1000")
            .where("attachment.instance-id", List.of(serverId));
    return query.all(cards, "networkInterfaceSet").stream()
        .sorted(Comparator.comparingInt(card -> card.number("attachment", "deviceIndex")))
        .map(VpcMapping::port)
        .toList();
  }
}

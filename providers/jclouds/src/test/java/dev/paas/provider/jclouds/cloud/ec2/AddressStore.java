package dev.paas.provider.jclouds.cloud.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The responder's elastic addresses. */
final class AddressStore {
  private static final String CARD = "networkInterfaceId";
  private static final String ASSOCIATION = "associationId";

  final Things addresses =
      new Things("eipalloc", "InvalidAllocationID.NotFound", "AddressLimitExceeded");
  private int taken;
  private int associations;

  /** A network interface, as far as addresses are put before it. */
  record Card(String id, String instanceId, String vpc, String ip) {}

  String allocate(Form form) throws Refusal {
    if (!form.text("Domain").equals("vpc")) {
      throw new Refusal("InvalidParameterValue", "Value for parameter domain is invalid");
    }
    Thing address = addresses.make(Thing.tags(form, "elastic-ip"));
    address.with("publicIp", "198.51.100." + ++taken).with("domain", "vpc");
    return "<publicIp>"
        + address.field("publicIp")
        + "</publicIp><domain>vpc</domain><allocationId>"
        + address.id
        + "</allocationId>";
  }

  List<String> describe(Form form) throws Refusal {
    if (form.has("MaxResults")) {
      throw new Refusal("UnknownParameter", "The parameter MaxResults is not recognized");
    }
    return addresses.asked(form, "AllocationId", Map.of("allocation-id", Thing.SELF)).stream()
        .map(address -> "<item>" + address.xml("allocationId", "") + "</item>")
        .toList();
  }

  /** The address that is before a network interface. */
  Optional<Thing> before(String card) {
    return addresses.all().stream().filter(each -> each.field(CARD).equals(card)).findFirst();
  }

  /**
   * @param isLed whether the network of the network interface has a gateway
   */
  Thing associate(Form form, Card card, boolean isLed) throws Refusal {
    Thing address = addresses.known(VpcStore.required(form, "AllocationId"));
    if (!isLed) {
      throw new Refusal(
          "Gateway.NotAttached", "Network " + card.vpc() + " is not attached to any gateway");
    }
    boolean moves = form.text("AllowReassociation").equals("true");
    if ((!address.field(ASSOCIATION).isEmpty() && !moves) || before(card.id()).isPresent()) {
      throw new Refusal(
          "Resource.AlreadyAssociated", "resource " + address.id + " is already associated");
    }
    address.with(ASSOCIATION, "eipassoc-%017x".formatted(++associations));
    address.with(CARD, card.id()).with("privateIpAddress", card.ip());
    if (!card.instanceId().isEmpty()) {
      address.with("instanceId", card.instanceId());
    }
    return address;
  }

  /** Takes an address away, and tells which network interface had it. */
  String disassociate(Form form) throws Refusal {
    String id = VpcStore.required(form, "AssociationId");
    Thing address =
        addresses.all().stream()
            .filter(each -> each.field(ASSOCIATION).equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        "InvalidAssociationID.NotFound", "The association ID does not exist"));
    String card = address.field(CARD);
    free(address);
    return card;
  }

  static void free(Thing address) {
    address.fields.keySet().removeAll(List.of(ASSOCIATION, CARD, "privateIpAddress", "instanceId"));
  }

  String release(Form form) throws Refusal {
    Thing address = addresses.known(VpcStore.required(form, "AllocationId"));
    if (!address.field(ASSOCIATION).isEmpty()) {
      throw new Refusal("InvalidIPAddress.InUse", "Address is in use.");
    }
    addresses.remove(address.id);
    return "<return>true</return>";
  }
}

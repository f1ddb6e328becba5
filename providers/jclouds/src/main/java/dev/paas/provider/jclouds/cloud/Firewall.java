package dev.paas.provider.jclouds.cloud;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Security groups of one's own, and their rules. As safe for threads as {@link Cloud} is. */
public interface Firewall {

  /** Whether a group that is there can be given another name; asks nobody. */
  default boolean renames() {
    return true;
  }

  /** Whether each group is of one of several networks, and of use only there; asks nobody. */
  default boolean hasVpcs() {
    return false;
  }

  /** Why no group can have such a name; empty when one can. Asks nobody. */
  default Optional<String> refusal(String name) {
    return Optional.empty();
  }

  /** Why no group can have such a rule; empty when one can. Asks nobody. */
  default Optional<String> refusal(Rule rule) {
    return Optional.empty();
  }

  /** All groups of the account, with their rules, with as few calls as the API allows. */
  List<Group> groups() throws CloudException, InterruptedException;

  /** The groups that are called {@code name}, which several may be. */
  List<Group> groupsNamed(String name) throws CloudException, InterruptedException;

  /** A group by its id. */
  Optional<Group> group(String id) throws CloudException, InterruptedException;

  /**
   * Makes a group that lets nothing in; what it lets out its rules tell.
   *
   * @param network the id of the VPC that it is for, or of a network in it that a machine is in;
   *     {@code null} for the account's default one. Where there are no VPCs it says nothing
   */
  Group createGroup(String name, String description, @Nullable String network)
      throws CloudException, InterruptedException;

  /** Describes a group anew; its name changes with it where it can. */
  void describeGroup(String id, String name, String description)
      throws CloudException, InterruptedException;

  /** Deletes a group that nothing has; that it is gone already is success. */
  void deleteGroup(String id) throws CloudException, InterruptedException;

  /** Adds rules, all of them or, when it fails, none. */
  void addRules(String groupId, List<Rule> rules) throws CloudException, InterruptedException;

  /** Takes rules away, by their ids; that one is gone already is success. */
  void removeRules(String groupId, Map<String, Rule> rules)
      throws CloudException, InterruptedException;

  /** What has a group, each in a few words for people; empty when nothing has it. */
  List<String> users(String groupId) throws CloudException, InterruptedException;

  /** How many groups there may be, and are; empty when nothing limits it, or nobody may know. */
  Optional<Quota> groupQuota() throws CloudException, InterruptedException;

  /**
   * A security group.
   *
   * @param vpc the id of the VPC that it is of; empty where there are none
   * @param rules what it lets through, by the ids of the rules
   */
  record Group(String id, String name, String description, String vpc, Map<String, Rule> rules) {
    public Group {
      rules = Map.copyOf(rules);
    }
  }

  /**
   * What is let through. Two rules that mean the same are equal.
   *
   * @param incoming whether it is about what comes in; else about what goes out
   * @param ipVersion 4 or 6
   * @param protocol such as {@code tcp}; {@code any} for every one
   * @param ports one port, or the first and the last, {@code 80-90}; empty for all
   * @param icmp a type of ICMP, and a code of it when there is one, {@code 3/4}; empty for all
   * @param cidr the addresses of the other side; empty for all
   * @param group the id of the group that the other side has; empty for none
   */
  record Rule(
      boolean incoming,
      int ipVersion,
      String protocol,
      String ports,
      String icmp,
      String cidr,
      String group) {
    /** Every protocol. */
    public static final String ANY = "any";

    /** What a new group has: everything may go out. */
    public static final List<Rule> OUT =
        List.of(new Rule(false, 4, ANY, "", "", "", ""), new Rule(false, 6, ANY, "", "", "", ""));

    /** The same of other addresses. */
    public Rule from(String other) {
      return new Rule(incoming, ipVersion, protocol, ports, icmp, other, group);
    }
  }
}

package dev.paas.provider.jclouds.cloud;

import dev.paas.provider.jclouds.cloud.Cloud.Quota;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Security groups of one's own, and their rules. As safe for threads as {@link Cloud} is. */
public interface Firewall {

  /** All groups of the account, with their rules, with as few calls as the API allows. */
  List<Group> groups() throws CloudException, InterruptedException;

  /** The groups that are called {@code name}, which several may be. */
  List<Group> groupsNamed(String name) throws CloudException, InterruptedException;

  /** A group by its id. */
  Optional<Group> group(String id) throws CloudException, InterruptedException;

  /** Makes a group; it lets everything out and nothing in. */
  Group createGroup(String name, String description) throws CloudException, InterruptedException;

  void describeGroup(String id, String name, String description)
      throws CloudException, InterruptedException;

  /** Deletes a group that nothing has; that it is gone already is success. */
  void deleteGroup(String id) throws CloudException, InterruptedException;

  /** Adds rules, all of them or, when it fails, none. */
  void addRules(String groupId, List<Rule> rules) throws CloudException, InterruptedException;

  /** Takes a rule away; that it is gone already is success. */
  void removeRule(String ruleId) throws CloudException, InterruptedException;

  /** What has a group, each in a few words for people; empty when nothing has it. */
  List<String> users(String groupId) throws CloudException, InterruptedException;

  /** How many groups there may be, and are; empty when nothing limits it, or nobody may know. */
  Optional<Quota> groupQuota() throws CloudException, InterruptedException;

  /**
   * A security group.
   *
   * @param rules what it lets through, by the ids of the rules
   */
  record Group(String id, String name, String description, Map<String, Rule> rules) {
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

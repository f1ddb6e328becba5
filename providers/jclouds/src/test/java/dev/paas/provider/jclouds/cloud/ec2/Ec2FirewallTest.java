package dev.paas.provider.jclouds.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.cloud.Cloud.ServerTemplate;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.provider.jclouds.cloud.Firewall.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class Ec2FirewallTest {
  private static final String DESCRIPTION = "Türen [paas 0123 shop]";
  private static final Rule OUT_4 = new Rule(false, 4, Rule.ANY, "", "", "", "");
  private static final Rule OUT_6 = new Rule(false, 6, Rule.ANY, "", "", "", "");
  private static final Rule SSH = new Rule(true, 4, "tcp", "22", "", "10.0.0.0/8", "");
  private static final Rule WEB = new Rule(true, 4, "tcp", "80-89", "", "", "");
  private static final Rule WEB_6 = new Rule(true, 6, "tcp", "80-89", "", "", "");
  private static final Rule TCP = new Rule(true, 6, "tcp", "", "", "2001:db8:0:0:0:0:0:0/32", "");
  private static final Rule PING = new Rule(true, 4, "icmp", "", "8", "", "");
  private static final Rule TOO_BIG = new Rule(true, 6, "icmpv6", "", "2/0", "", "");
  private static final Rule VRRP = new Rule(true, 4, "vrrp", "", "", "", "");

  private final FakeEc2 ec2;
  private final Ec2Cloud cloud;
  private final Firewall firewall;

  Ec2FirewallTest() throws IOException {
    ec2 = new FakeEc2();
    cloud = new Ec2Cloud(ec2.access(FakeEc2.SECRET));
    firewall = cloud.firewall().orElseThrow();
  }

  @AfterEach
  void close() {
    cloud.close();
    ec2.close();
  }

  private Group made(String name) throws Exception {
    return firewall.createGroup(name, DESCRIPTION, null);
  }

  private Set<Rule> rules(String id) throws Exception {
    return new HashSet<>(firewall.group(id).orElseThrow().rules().values());
  }

  /** EC2's own description has no such characters; a tag has them, from the beginning. */
  @Test
  void aGroupBearsWhatItIsFoundBy() throws Exception {
    Group group = made("doors");
    assertEquals(DESCRIPTION, group.description());
    assertEquals("T.ren [paas 0123 shop]", ec2.group(group.id()).description);
    assertEquals(Map.of("paas.description", DESCRIPTION), ec2.group(group.id()).tags);
    assertEquals(Set.of(OUT_4), new HashSet<>(group.rules().values()), "it is told when made");
    assertEquals(List.of(group), firewall.groupsNamed("doors"));

    firewall.describeGroup(group.id(), "doors", "[paas 0123 shop]");
    assertEquals("[paas 0123 shop]", firewall.group(group.id()).orElseThrow().description());
  }

  @Test
  void aSecondOneOfANameIsRefusedAsSomethingThatMayBeTriedAgain() throws Exception {
    made("doors");
    CloudException failure = assertThrows(CloudException.class, () -> made("Doors"));
    assertEquals(Kind.CONFLICT, failure.kind());
  }

  @Test
  void itIsOfTheVpcThatIsSaidOrThatASubnetIsIn() throws Exception {
    assertEquals("vpc-1", made("doors").vpc());
    assertEquals("vpc-2", firewall.createGroup("doors", DESCRIPTION, "subnet-2").vpc());
    assertEquals("vpc-2", firewall.createGroup("gates", DESCRIPTION, "vpc-2").vpc());
    CloudException failure =
        assertThrows(
            CloudException.class, () -> firewall.createGroup("x", DESCRIPTION, "vpc-none"));
    assertEquals(Kind.NOT_FOUND, failure.kind());
  }

  @Test
  void everyKindOfRuleIsReadAsItWasSaid() throws Exception {
    Group group = made("doors");
    Rule self = new Rule(true, 4, Rule.ANY, "", "", "", group.id());
    Rule self6 = new Rule(true, 6, "icmpv6", "", "", "", group.id());
    Rule out = new Rule(false, 4, "udp", "53", "", "", group.id());
    List<Rule> rules = List.of(SSH, WEB, WEB_6, TCP, PING, TOO_BIG, VRRP, self, self6, OUT_6, out);
    ec2.actions().clear();
    firewall.addRules(group.id(), rules);
    List<String> asked = new ArrayList<>(ec2.actions());
    asked.removeIf(action -> action.equals("DescribeSecurityGroups"));
    assertEquals(List.of("AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"), asked);
    Set<Rule> all = new HashSet<>(rules);
    all.add(OUT_4);
    assertEquals(all, rules(group.id()), "what was added is told at once");

    firewall.removeRules(group.id(), firewall.group(group.id()).orElseThrow().rules());
    assertEquals(Set.of(), rules(group.id()), "what was removed is told at once");
  }

  @Test
  void allRulesAreAddedOrNone() throws Exception {
    Group group = made("doors");
    Rule nobody = new Rule(true, 4, "tcp", "1", "", "", "sg-00000000");
    CloudException failure =
        assertThrows(
            CloudException.class, () -> firewall.addRules(group.id(), List.of(OUT_6, SSH, nobody)));
    assertEquals(Kind.NOT_FOUND, failure.kind());
    assertEquals(1, ec2.group(group.id()).permissions().size());
  }

  @Test
  void whatIsGoneAlreadyIsRemovedToo() throws Exception {
    Group group = made("doors");
    firewall.addRules(group.id(), List.of(SSH, WEB));
    Map<String, Rule> less = new HashMap<>(Map.of("a", SSH, "b", PING, "c", WEB));
    firewall.removeRules(group.id(), less);
    assertEquals(Set.of(OUT_4), rules(group.id()));
    firewall.deleteGroup(group.id());
    firewall.deleteGroup(group.id());
    assertEquals(Optional.empty(), firewall.group(group.id()));
    assertEquals(Optional.empty(), firewall.group("nothing"));
  }

  @Test
  void asManyRulesAsAGroupMayHaveAreAQuota() throws Exception {
    Group group = made("doors");
    List<Rule> many = new ArrayList<>();
    for (int port = 1; port <= 61; port++) {
      many.add(new Rule(true, 4, "tcp", Integer.toString(port), "", "", ""));
    }
    CloudException failure =
        assertThrows(CloudException.class, () -> firewall.addRules(group.id(), many));
    assertEquals(Kind.FORBIDDEN, failure.kind());
    assertTrue(failure.said().startsWith("quota: "), failure.said());
    firewall.addRules(group.id(), many.subList(0, 60));
  }

  @Test
  void aListIsAsManyCallsAsPages() throws Exception {
    made("doors");
    ec2.actions().clear();
    ec2.paged(2);
    assertEquals(5, firewall.groups().size());
    assertEquals(3, ec2.actions().size());
  }

  @Test
  void oneThatIsInUseIsToldWithWhatHasIt() throws Exception {
    Group group = made("doors");
    Group other = made("gates");
    firewall.addRules(other.id(), List.of(new Rule(true, 4, "tcp", "1", "", "", group.id())));
    String machine =
        cloud.createServer(
            new ServerTemplate(
                "key",
                "web",
                "ami-debian-12-2026",
                "t3.nano",
                null,
                List.of(),
                List.of("web", group.id()),
                null,
                null,
                Map.of()));
    assertEquals(Set.of("doors", "web"), new HashSet<>(ec2.instance(machine).groups.values()));
    CloudException failure =
        assertThrows(CloudException.class, () -> firewall.deleteGroup(group.id()));
    assertEquals(Kind.CONFLICT, failure.kind());
    assertEquals(
        List.of(
            "instance " + machine + " (network interface eni-00000001)",
            "rules of the security group gates"),
        firewall.users(group.id()));

    firewall.deleteGroup(other.id());
    ec2.instance(machine).go("terminated", "terminated");
    assertEquals(List.of(), firewall.users(group.id()));
    firewall.deleteGroup(group.id());
  }
}

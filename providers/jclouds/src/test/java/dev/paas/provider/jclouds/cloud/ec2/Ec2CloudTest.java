package dev.paas.provider.jclouds.cloud.ec2;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.provider.jclouds.cloud.Cloud.Network;
import dev.paas.provider.jclouds.cloud.Cloud.ServerTemplate;
import dev.paas.provider.jclouds.cloud.Cloud.Size;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Server;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class Ec2CloudTest {
  private final FakeEc2 ec2;
  private final Ec2Cloud cloud;

  Ec2CloudTest() throws IOException {
    ec2 = new FakeEc2();
    cloud = new Ec2Cloud(ec2.access(FakeEc2.SECRET));
  }

  @AfterEach
  void close() {
    cloud.close();
    ec2.close();
  }

  private static ServerTemplate template(String key) {
    return new ServerTemplate(
        key,
        "web & more",
        "ami-debian-12-2026",
        "t3.nano",
        null,
        List.of(),
        List.of(),
        null,
        "#!/bin/sh\necho 'a+b=c / ü'\n",
        Map.of("paas.key", key, "team", "shop"));
  }

  @Test
  void anOrderBearsItsTagsAndIsCarriedOutOnce() throws Exception {
    String id = cloud.createServer(template("key"));
    assertEquals(id, cloud.createServer(template("key")));
    Instance made = ec2.instance(id);
    assertEquals(Map.of("Name", "web & more", "paas.key", "key", "team", "shop"), made.tags);
    assertEquals("#!/bin/sh\necho 'a+b=c / ü'\n", FakeEc2.decoded(made.userData));
    assertNotEquals(id, cloud.createServer(template("other")));
  }

  @Test
  void anOrderIsNotAnsweredWithAMachineThatIsNoMore() throws Exception {
    String id = cloud.createServer(template("key"));
    ec2.instance(id).go("terminated", "terminated");
    assertNotEquals(id, cloud.createServer(template("key")));
  }

  /** EC2 remembers a token for longer than the machine that was ordered with it. */
  @Test
  void anotherOrderOfAKeyIsCarriedOutOnceItsMachineIsNoMore() throws Exception {
    String id = cloud.createServer(template("key"));
    ServerTemplate other =
        new ServerTemplate(
            "key",
            "web",
            "ami-debian-12-2026",
            "t3.nano",
            null,
            List.of(),
            List.of("web"),
            null,
            null,
            Map.of());
    CloudException failure = assertThrows(CloudException.class, () -> cloud.createServer(other));
    assertEquals(Kind.CONFLICT, failure.kind());
    ec2.instance(id).go("terminated", "terminated");
    assertNotEquals(id, cloud.createServer(other));
  }

  /** EC2 tells of a new machine a moment later. */
  @Test
  void whatWasOrderedIsThereAtOnce() throws Exception {
    String id = cloud.createServer(template("key"));
    ec2.instance(id).hide();
    assertEquals(id, cloud.server(id).orElseThrow().id());
    assertTrue(cloud.server("i-unknown").isEmpty());
  }

  @Test
  void aListIsAsManyCallsAsPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      cloud.createServer(template("key" + i));
    }
    ec2.actions().clear();
    ec2.paged(2);
    assertEquals(5, cloud.servers().size());
    assertEquals(Collections.nCopies(3, "DescribeInstances"), List.copyOf(ec2.actions()));
  }

  @Test
  void imagesAreFoundByNameAndId() throws Exception {
    assertEquals(
        List.of("debian-12-2025", "debian-12-2026"),
        cloud.images("debian-12-*").stream().map(Image::name).toList());
    assertEquals(1, cloud.images("ami-debian-13-2026").size());
    assertEquals(List.of(), cloud.images("ami-none"));
  }

  @Test
  void whatIsTakenForBeingLargeEnoughFitsMostImages() throws Exception {
    assertEquals(
        Set.of("t3.nano", "t3.micro"),
        cloud.sizes().stream().filter(Size::ordinary).map(Size::name).collect(toSet()));
  }

  @Test
  void aSubnetIsToldWithItsVpc() throws Exception {
    assertEquals(
        List.of(
            new Network("subnet-1", "front", "available", Set.of("vpc-1")),
            new Network("subnet-2", "inner", "available", Set.of("vpc-2"))),
        cloud.networks());
    Server server = cloud.server(cloud.createServer(template("key"))).orElseThrow();
    assertEquals(List.of(List.of("subnet-1", "front", "vpc-1")), cloud.networkNames(server));
  }

  @Test
  void whatIsSaidToBeNowhereIsInTheFirstZoneThatCanBeHad() throws Exception {
    try (Query query = new Query(ec2.access(FakeEc2.SECRET))) {
      assertEquals("eu-test-1a", new Zones(query).first());
    }
  }

  private CloudException failing(String code) {
    ec2.refuse(code);
    return assertThrows(CloudException.class, cloud::servers);
  }

  @Test
  void failuresAreToldByTheirCodesAndInTheCloudsWords() {
    CloudException limit = failing("VcpuLimitExceeded");
    assertEquals(Kind.FORBIDDEN, limit.kind());
    assertEquals("quota: not now (VcpuLimitExceeded)", limit.said());
    assertEquals(Kind.BUSY, failing("RequestLimitExceeded").kind());
    assertEquals(Kind.FAILED, failing("InsufficientInstanceCapacity").kind());
    assertEquals(Kind.CONFLICT, failing("IncorrectInstanceState").kind());
    assertEquals(Kind.UNAUTHORIZED, failing("ExpiredToken").kind());
    assertEquals(Kind.REFUSED, failing("InvalidParameterValue").kind());
    assertEquals(6, ec2.actions().size(), "none was sent twice");
  }

  @Test
  void aWrongSecretIsTriedOnce() {
    try (Ec2Cloud wrong = new Ec2Cloud(ec2.access("wrong"))) {
      CloudException failure = assertThrows(CloudException.class, wrong::servers);
      assertEquals(Kind.UNAUTHORIZED, failure.kind());
      assertEquals(1, ec2.actions().size());
    }
  }
}

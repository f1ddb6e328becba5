package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Ec2VolumeContractTest extends Ec2Contract {
  private static final MapValue FULL =
      attributes(
          """
          {size: '3Gi', labels: {team: 'shop', tier: 3}, name: 'tck-volumes-named',
           volumeType: 'gp3', zone: 'eu-test-1b', snapshot: '%s'}
          """
              .formatted(VolumeStore.SNAPSHOT));

  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2VolumeContractTest() {
    super(EC2);
  }

  @AfterAll
  static void close() {
    EC2.close();
  }

  @Override
  protected String type() {
    return "volumes";
  }

  private static MapValue small(String more) {
    return attributes("{size: '1Gi', " + more + "}");
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{size: '1024M'}"), FULL)
        .inPlace(
            FULL.with("labels", attributes("{team: 'web'}"))
                .with("name", Value.of("tck-volumes-renamed")))
        .replacing(FULL.with("size", Value.of("2Gi")))
        .failing(small("labels: {'test.fault': 'no paint'}"))
        .slow(
            small("labels: {'test.delay': '8'}"),
            () -> cloud.things().values().stream().anyMatch(each -> each.endsWith(" creating")))
        .also(small("volumeType: 'standard'"))
        .bad(attributes("{}"), "size")
        .bad(attributes("{size: '1500M'}"), "size")
        .bad(small("volumeType: 'gp4'"), "volumeType")
        .bad(small("volumeType: 'io2'"), "volumeType")
        .bad(small("image: 'debian-12-*'"), "image")
        .bad(small("snapshot: 'mine'"), "snapshot")
        .bad(small("snapshot: 'snap-0000000000000000b'"), "snapshot")
        .bad(small("snapshot: '" + VolumeStore.SNAPSHOT + "'"), "size")
        .bad(small("labels: {'paas.key': 'x'}"), "labels")
        // EC2 makes volumes from snapshots only.
        .untested("image");
  }

  @Override
  public void destroy(ObservedResource resource) {
    cloud.disk(resource.id()).become("deleted");
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    Disk disk = cloud.disk(resource.id());
    disk.tags.put("Name", "tck-tampered");
    disk.tags.put("team", "other");
    disk.tamper(9);
    return Set.of("name", "labels", "size");
  }
}

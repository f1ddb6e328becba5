package dev.paas.provider.jclouds.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Volumes on EC2 and the machines that have them. */
@Timeout(120)
class Ec2VolumeTest {
  private static final String DATA = "volumes.data";
  private static final String LOGS = "volumes.logs";
  private static final String VM = "vms.db";

  private final Ec2DiskBench bench;
  private final FakeEc2 ec2;

  Ec2VolumeTest(@TempDir Path folder) {
    bench = new Ec2DiskBench(folder);
    ec2 = bench.ec2;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A machine's configuration with volumes, and with more. */
  private static String machine(String more, MapValue... volumes) {
    String entries =
        List.of(volumes).stream()
            .map(volume -> "{id: '" + volume.getString("id", "") + "'}")
            .collect(Collectors.joining(", "));
    return "{image: 'debian-12*', size: 't3.nano', volumes: [" + entries + "]" + more + "}";
  }

  private String holder(MapValue volume) {
    Instance holder = bench.disk(volume).holder();
    return holder == null ? "" : holder.id + " " + bench.disk(volume).device();
  }

  private static String id(MapValue made) {
    return made.getString("id", "");
  }

  private static void assertBlames(String path, String words, ProviderException failure) {
    assertEquals(path, String.valueOf(failure.path()), failure::toString);
    String told = failure.reason() + " " + failure.detail() + " " + failure.hint();
    assertTrue(told.contains(words), told);
  }

  @Test
  void aLostAnswerMakesNoSecondVolume() throws Exception {
    ec2.lose("CreateVolume");
    MapValue made = bench.create(DATA, "{size: '1Gi'}");
    assertEquals(1, bench.count("vol-"));
    assertEquals("eu-test-1a", made.getString("zone"), "the first that there is");
    assertEquals(made, bench.create(DATA, "{size: '1Gi'}"), "one key, one volume");
    assertEquals(1, bench.count("vol-"));
    assertEquals(made, bench.read(DATA, made));
  }

  @Test
  void aRefreshIsAsManyCallsAsPages() throws Exception {
    MapValue made = bench.create(DATA, "{size: '1Gi'}");
    for (String name : List.of("a", "b", "c", "d")) {
      bench.create("volumes." + name, "{size: '1Gi'}");
    }
    ec2.paged(2);
    ec2.actions().clear();
    assertEquals(made, bench.read(DATA, made));
    assertEquals(
        List.of("DescribeVolumes", "DescribeVolumes", "DescribeVolumes"),
        List.copyOf(ec2.actions()));
  }

  @Test
  void aVolumeGrowsWhileAMachineHasIt() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    MapValue db = bench.create(VM, machine("", data));
    MapValue grown = bench.update(DATA, "{size: '3Gi'}", data);
    assertEquals("3Gi", grown.getString("size"));
    assertEquals(id(db) + " /dev/sdf", holder(data));

    ProviderException soon =
        assertThrows(ProviderException.class, () -> bench.update(DATA, "{size: '4Gi'}", grown));
    assertBlames("size", "6 hours", soon);
    assertEquals(grown, bench.read(DATA, grown));
  }

  @Test
  void aVolumeThatCannotGrowIsAsItWas() throws Exception {
    MapValue full = bench.create(DATA, "{size: '1Gi', labels: {'test.full': 'yes'}}");
    String larger = "{size: '2Gi', labels: {'test.full': 'yes'}}";
    ProviderException failed =
        assertThrows(ProviderException.class, () -> bench.update(DATA, larger, full));
    assertBlames("size", "The shelf is full", failed);
    assertEquals(full, bench.read(DATA, full));

    MapValue old = bench.create(LOGS, "{size: '1000Gi', volumeType: 'standard'}");
    ProviderException tooLarge =
        assertThrows(ProviderException.class, () -> bench.update(LOGS, "{size: '2000Gi'}", old));
    assertBlames("size", "too large for volume type standard", tooLarge);
  }

  /** An apply that was killed had begun it. */
  @Test
  void aGrowthThatWasBegunIsWaitedFor() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    bench.disk(data).grow(3);
    assertEquals("3Gi", bench.update(DATA, "{size: '3Gi'}", data).getString("size"));
    assertEquals(0, ec2.actions().stream().filter("ModifyVolume"::equals).count());
  }

  @Test
  void aMachineIsMadeInTheZoneOfItsVolumes() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi', zone: 'eu-test-1c'}");
    MapValue logs = bench.create(LOGS, "{size: '1Gi', zone: 'eu-test-1c'}");
    MapValue db = bench.create(VM, machine("", data, logs));
    assertEquals("eu-test-1c", db.getString("zone"));
    assertEquals(id(db) + " /dev/sdf", holder(data));
    assertEquals(id(db) + " /dev/sdg", holder(logs));
    assertEquals(db, bench.read(VM, db));
    bench.check(VM, machine("", data, logs), db);
  }

  @Test
  void aVolumeInAnotherZoneIsRefusedBeforeAnythingIsMade() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi', zone: 'eu-test-1b'}");
    MapValue logs = bench.create(LOGS, "{size: '1Gi', zone: 'eu-test-1c'}");
    MapValue near = bench.create("volumes.near", "{size: '1Gi'}");
    for (String more : List.of(", zone: 'eu-test-1a'", ", networks: ['inner'], firewall: []")) {
      ProviderException refused =
          assertThrows(ProviderException.class, () -> bench.create(VM, machine(more, near, data)));
      assertBlames("volumes[1]", "Say zone: eu-test-1a of the volume", refused);
    }
    assertEquals(0, bench.count("i-"));
    ProviderException said =
        assertThrows(
            ProviderException.class,
            () -> bench.check(VM, machine(", zone: 'eu-test-1c'", logs, data), null));
    assertBlames("volumes[1]", "the machine in eu-test-1c", said);
    ProviderException apart =
        assertThrows(ProviderException.class, () -> bench.check(VM, machine("", data, logs), null));
    assertBlames("volumes[1]", "the volume disks-data in eu-test-1b", apart);

    MapValue db = bench.create(VM, machine("", data));
    ProviderException added =
        assertThrows(ProviderException.class, () -> bench.update(VM, machine("", data, logs), db));
    assertBlames("volumes[1]", "in another zone than the machine", added);
    assertEquals("", holder(logs));
  }

  @Test
  void aNameThatSomebodyElseWasQuickerWithIsLeftToThem() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    MapValue logs = bench.create(LOGS, "{size: '1Gi'}");
    MapValue db = bench.create(VM, machine(""));
    try (Ec2Cloud cloud = new Ec2Cloud(ec2.access(FakeEc2.SECRET))) {
      cloud.volumes().orElseThrow().attach(id(data), id(db), null);
      // The machine does not tell of the first one yet.
      cloud.volumes().orElseThrow().attach(id(logs), id(db), null);
    }
    assertEquals(id(db) + " /dev/sdf", holder(data));
    assertEquals(id(db) + " /dev/sdg", holder(logs));
  }

  @Test
  void aNameThatIsSaidIsTheOneOrAnError() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    MapValue logs = bench.create(LOGS, "{size: '1Gi'}");
    String said = machine("", data).replace("'}]", "', device: '/dev/sdh'}]");
    MapValue db = bench.create(VM, said);
    assertEquals(id(db) + " /dev/sdh", holder(data));
    assertEquals(db, bench.read(VM, db));
    String both = said.replace("}]", "}, {id: '" + id(logs) + "', device: '/dev/sdh'}]");
    assertThrows(ProviderException.class, () -> bench.update(VM, both, db));
    assertEquals("", holder(logs));
  }

  @Test
  void whatSomebodyDetachedIsPutBack() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    MapValue db = bench.create(VM, machine("", data));
    bench.disk(data).detach();
    MapValue drifted = bench.read(VM, db);
    assertEquals(List.of(), drifted.getList("volumes").values());
    MapValue again = bench.update(VM, machine("", data), drifted);
    assertEquals(id(db) + " /dev/sdf", holder(data));
    assertEquals(db, bench.read(VM, again));

    MapValue without = bench.update(VM, machine(""), again);
    assertEquals("", holder(data));
    assertEquals(without, bench.read(VM, without));
  }

  @Test
  void aVolumeStaysWhenItsMachineGoes() throws Exception {
    MapValue data = bench.create(DATA, "{size: '1Gi'}");
    MapValue db = bench.create(VM, machine("", data));
    bench.delete(VM, db);
    assertEquals("", holder(data));
    MapValue next = bench.create("vms.next", machine("", data));
    assertNotEquals(id(db), id(next));
    assertEquals(id(next) + " /dev/sdf", holder(data));

    bench.delete(DATA, data);
    assertEquals(0, bench.count("vol-"));
  }

  @Test
  void whatEc2RefusesIsToldAndNothingIsLeft() throws Exception {
    ProviderException small =
        assertThrows(
            ProviderException.class, () -> bench.create(DATA, "{size: '1Gi', volumeType: 'st1'}"));
    assertTrue(Objects.toString(small.detail(), "").contains("too small for volume type st1"));
    ProviderException name =
        assertThrows(
            ProviderException.class,
            () -> bench.create(DATA, "{size: '1Gi', labels: {Name: 'x'}}"));
    assertTrue(Objects.toString(name.detail(), "").contains("set name instead"), name::toString);
    ec2.volumes(
        volumes -> {
          volumes.limit(0);
          return true;
        });
    ProviderException many =
        assertThrows(ProviderException.class, () -> bench.create(DATA, "{size: '1Gi'}"));
    assertEquals("the quota of the cloud is reached", many.reason());
    assertEquals(0, bench.count("vol-"));
  }

  @Test
  void aVolumeThatBrokeWhileItWasMadeIsTakenAway() {
    ProviderException broken =
        assertThrows(
            ProviderException.class,
            () -> bench.create(DATA, "{size: '1Gi', labels: {'test.fault': 'no paint'}}"));
    assertTrue(Objects.toString(broken.detail(), "").contains("No paint"), broken::toString);
    assertNull(broken.partial());
    assertEquals(0, bench.count("vol-"));
  }
}

package dev.paas.provider.jclouds.scenario;

import static dev.paas.provider.tck.Documents.attributes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.provider.jclouds.JcloudsPlugin;
import dev.paas.provider.jclouds.testkit.Proposals;
import dev.paas.provider.ssh.testkit.Heard;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PlannedResource.Replacement;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any API, by jclouds' compute service: here its own that keeps machines in memory. */
@Timeout(120)
final class OtherApiTest {
  private static final String ADDRESS = "vms.web";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private Path folder;
  private Provider provider;

  @BeforeEach
  void open(@TempDir Path temporary) throws Exception {
    folder = temporary;
    provider =
        open("{api: 'stub', user: 'other-api-test', password: 'none', pollInterval: '50ms'}");
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private Provider open(String settings) throws ProviderException {
    return new JcloudsPlugin()
        .open(
            new ProviderSettings(
                "cloud",
                attributes(settings),
                new PlatformIdentity("other", ""),
                folder,
                Map.of("OS_AUTH_URL", "http://127.0.0.1:1")));
  }

  private ResourceHandler vms() {
    return provider.resource("vms");
  }

  private PlannedResource plan(String configured, @Nullable MapValue prior)
      throws ProviderException {
    MapValue configuration = attributes(configured).with("running", running(configured));
    MapValue proposed = Proposals.machine(configuration, prior);
    return vms().plan(new PlanRequest(ADDRESS, prior, configuration, proposed, folder));
  }

  private static Value running(String configured) {
    return Value.of(!configured.contains("running: false"));
  }

  private MapValue update(String configured, MapValue prior) throws ProviderException {
    MapValue planned = plan(configured, prior).attributes();
    return vms()
        .update(new UpdateRequest(ADDRESS, KEY, 2, prior, planned, folder), new Heard())
        .attributes();
  }

  private Optional<MapValue> read(MapValue recorded) throws ProviderException {
    return vms()
        .readAll(List.of(new ReadRequest(ADDRESS, recorded)), new Heard())
        .get(0)
        .map(ObservedResource::attributes);
  }

  @Test
  void aMachineIsMadeStoppedStartedAndDeleted() throws Exception {
    String wanted = "{image: 'UBUNTU', cpus: 2, memory: '2G', labels: {team: 'shop'}}";
    MapValue planned = plan(wanted, null).attributes();
    vms().preflight(new PreflightRequest(ADDRESS, null, planned, folder), new Heard());
    CreateRequest order = new CreateRequest(ADDRESS, KEY, 1, planned, folder);
    MapValue made = vms().create(order, new Heard()).attributes();
    assertEquals("RUNNING", made.getString("status"));
    assertEquals(made, vms().create(order, new Heard()).attributes(), "one key, one machine");
    assertEquals(made, read(made).orElseThrow());
    assertEquals(made, plan(wanted, made).attributes(), "there is nothing to do");
    assertTrue(vms().find(new FindRequest(ADDRESS, KEY, planned), new Heard()).isPresent());

    String stopping = wanted.replace("}}", "}, running: false}");
    MapValue stopped = update(stopping, made);
    assertFalse(read(stopped).orElseThrow().getBoolean("running", true));
    MapValue started = update(wanted, stopped);
    assertTrue(read(started).orElseThrow().getBoolean("running", false));
    vms().delete(new DeleteRequest(ADDRESS, started, folder), new Heard());
    assertTrue(read(started).isEmpty());
  }

  @Test
  void whatJcloudsCannotChangeIsAReplacement() throws Exception {
    MapValue prior =
        attributes(
            """
            {image: 'UBUNTU', imageId: '1', size: 'small', sizeId: '1', name: 'web', labels: {team: 'shop'},
             securityGroups: [], running: true, status: 'RUNNING', id: '1'}
            """);
    List<Replacement> replacements =
        plan("{image: 'UBUNTU', size: 'large', name: 'front', labels: {team: 'web'}}", prior)
            .replacements();
    assertEquals(
        List.of(ValuePath.of("name"), ValuePath.of("labels"), ValuePath.of("size")),
        replacements.stream().map(Replacement::path).toList());
    assertEquals("stub cannot change it of a machine that is there", replacements.get(0).why());
  }

  private @Nullable ValuePath refused(String key, String value) {
    String configured = "{image: 'UBUNTU', size: 'small', " + key + ": " + value + "}";
    ProviderException refusal = assertThrows(ProviderException.class, () -> plan(configured, null));
    assertEquals(key + " cannot be said to stub", refusal.reason());
    return refusal.path();
  }

  @Test
  void whatJcloudsDoesNotKnowIsRefusedWhereItIsSaid() {
    assertEquals(ValuePath.of("userData"), refused("userData", "'#!/bin/sh'"));
    assertEquals(ValuePath.of("keyPair"), refused("keyPair", "'me'"));
    assertEquals(ValuePath.of("networks"), refused("networks", "['front']"));
    assertEquals(ValuePath.of("firewall"), refused("firewall", "[]"));
    assertEquals(ValuePath.of("assignPublicIp"), refused("assignPublicIp", "true"));
    MapValue nothing = MapValue.empty();
    PlanRequest pair = new PlanRequest("resources.me", null, nothing, nothing, folder);
    ProviderException refusal =
        assertThrows(
            ProviderException.class, () -> provider.resource("jclouds.keyPair").plan(pair));
    assertEquals("stub cannot keep keys", refusal.reason());
    ProviderException group =
        assertThrows(
            ProviderException.class, () -> provider.resource("jclouds.securityGroup").plan(pair));
    assertEquals("security groups cannot be made by way of stub", group.reason());
    ProviderException volume =
        assertThrows(ProviderException.class, () -> provider.resource("volumes").plan(pair));
    assertEquals("volumes cannot be made by way of stub", volume.reason());
    String attached = "{image: 'UBUNTU', size: 'small', volumes: [{id: 'x'}]}";
    ProviderException attachment =
        assertThrows(ProviderException.class, () -> plan(attached, null));
    assertEquals("volumes cannot be attached by way of stub", attachment.reason());
    assertEquals(ValuePath.of("volumes"), attachment.path());
    ProviderException network =
        assertThrows(ProviderException.class, () -> provider.resource("networks").plan(pair));
    assertEquals("networks cannot be made by way of stub", network.reason());
    ProviderException address =
        assertThrows(
            ProviderException.class, () -> provider.resource("jclouds.floatingIp").plan(pair));
    assertEquals("floating addresses cannot be taken by way of stub", address.reason());
  }

  private void refusedSettings(String settings, String key, String reason) {
    ProviderException refusal = assertThrows(ProviderException.class, () -> open(settings));
    assertEquals(reason, refusal.reason());
    assertEquals(ValuePath.of(key), refusal.path());
  }

  @Test
  void settingsOfOtherApisAreRefused() {
    refusedSettings("{api: 'no-such'}", "api", "there is no API no-such");
    refusedSettings("{api: 'stub', project: 'shop'}", "project", "the API stub knows no project");
    refusedSettings("{options: {a: 'b'}}", "options", "the API openstack-nova knows no options");
    refusedSettings(
        "{api: 'aws-ec2', domain: 'Default'}", "domain", "the API aws-ec2 knows no domain");
    refusedSettings(
        "{api: 'aws-ec2'}", "region", "it is not said what region the cloud is used with");
  }
}

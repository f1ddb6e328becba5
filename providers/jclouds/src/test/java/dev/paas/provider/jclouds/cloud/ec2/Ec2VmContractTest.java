package dev.paas.provider.jclouds.cloud.ec2;

import static dev.paas.provider.tck.Documents.attributes;

import dev.paas.provider.tck.Samples;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Ec2VmContractTest extends Ec2Contract {
  private static final String SMALL = "image: 'debian-12*', size: 't3.nano'";

  private static final FakeEc2 EC2 = FakeEc2.start();

  Ec2VmContractTest() {
    super(EC2);
    EC2.exchangeKey("tck", "ssh-ed25519 AAAA");
  }

  @AfterAll
  static void close() {
    EC2.close();
  }

  @Override
  protected String type() {
    return "vms";
  }

  private static MapValue full() {
    return attributes(
            """
            {image: 'ami-debian-12-2025', size: 't3.nano', zone: 'eu-test-1b', networks: ['inner'],
             securityGroups: ['default'], labels: {team: 'shop', tier: 3}, running: true,
             login: {user: 'admin'}, name: 'tck-named',
             keyPair: 'tck',
             firewall: [{ports: 22}, {protocol: 'udp', ports: '8000-8099', cidr: '10.1.0.0/16'},
               {protocol: 'icmp', icmpType: 3, icmpCode: 4}, {protocol: 'any', cidr: '2001:db8::/32'}]}
            """)
        .with("userData", Value.of("#!/bin/sh\necho s3cr3t-word").asSensitive());
  }

  @Override
  protected Samples samples() {
    return Samples.of(attributes("{image: 'debian-12*', cpus: 2, memory: '400M'}"), full())
        .inPlace(
            full()
                .with("labels", attributes("{team: 'web'}"))
                .with("name", Value.of("tck-renamed"))
                .with("size", Value.of("t3.micro"))
                .with("securityGroups", Value.strings(List.of("web")))
                .with("firewall", rules("{ports: 443}, {ports: 22}"))
                .with("running", Value.of(false))
                .with("ready", attributes("{tcp: 22}"))
                .with("setup", Value.list(attributes("{run: 'true'}"))))
        .also(attributes("{" + SMALL + ", firewall: [], securityGroups: ['web']}"))
        .replacing(full().with("image", Value.of("debian-13-*")))
        .failing(
            attributes(
                "{" + SMALL + ", labels: {'test.fault': 'no paint'}, firewall: [{ports: 22}]}"))
        .slow(
            attributes("{" + SMALL + ", labels: {'test.delay': '8'}, firewall: [{ports: 22}]}"),
            () -> cloud.things().values().stream().anyMatch(each -> each.endsWith(" pending")))
        .bad(attributes("{image: 'debian-12', size: 't3.nano'}"), "image")
        .bad(attributes("{image: 'debian-12*', size: 't3.nanoo'}"), "size")
        .bad(attributes("{image: 'debian-12*', cpus: 3, memory: '1G'}"), "memory")
        .bad(attributes("{" + SMALL + ", networks: ['x']}"), "networks")
        .bad(attributes("{" + SMALL + ", labels: {'paas.key': 'x'}}"), "labels")
        .bad(attributes("{" + SMALL + ", firewall: [{ports: 0}]}"), "firewall")
        .bad(attributes("{" + SMALL + ", firewall: [{protocol: 'sctp', ports: 22}]}"), "firewall")
        .bad(attributes("{" + SMALL + ", firewall: [{ports: 22, group: 'nobody'}]}"), "firewall")
        .bad(attributes("{" + SMALL + ", assignPublicIp: true}"), "assignPublicIp")
        .also(attributes("{" + SMALL + ", assignPublicIp: false}"))
        .bad(attributes("{" + SMALL + ", volumes: [{id: 'x'}, {id: 'x'}]}"), "volumes")
        .bad(attributes("{" + SMALL + ", volumes: [{id: 'vol-1'}]}"), "volumes")
        .bad(attributes("{" + SMALL + ", volumes: [{id: 'vol-0123456789abcdef0'}]}"), "volumes")
        // A volume can be attached once, and there are several of these machines: Ec2VolumeTest.
        .untested("volumes");
  }

  @Override
  public void destroy(ObservedResource resource) {
    cloud.instance(resource.id()).go("terminated", "terminated");
    cloud.removeGroup(resource.attributes().getString("firewallGroup", ""));
  }

  private static Value rules(String rules) {
    return attributes("{rules: [" + rules + "]}").getList("rules");
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    Instance instance = cloud.instance(resource.id());
    instance.tags.put("Name", "tck-tampered");
    instance.tags.put("team", "other");
    instance.go("stopped", "stopped");
    SecurityGroup group = cloud.group(resource.attributes().getString("firewallGroup", ""));
    group.tamper(
        List.of(), group.permissions().stream().filter(each -> each.first().equals("22")).toList());
    return Set.of("name", "labels", "running", "status", "firewall");
  }
}

package dev.paas.provider.jclouds.cloud.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Speaks EC2's query API, as far as {@link Ec2Cloud} uses it, and checks each signature. */
final class FakeEc2 implements AutoCloseable {
  static final String KEY_ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String REGION = "eu-test-1";

  private static final List<String> IMAGES =
      List.of("debian-12-2025", "debian-12-2026", "debian-13-2026");
  private static final Map<String, String> SUBNETS =
      Map.of("subnet-1", "front", "subnet-2", "inner");
  private static final Map<String, String> TYPES =
      Map.of("t4g.nano", "512", "t3.nano", "512", "t3.micro", "1024");

  private static final List<String> ZONES =
      List.of(
          "eu-test-1c available availability-zone",
          "eu-test-1a-out-1a available local-zone",
          "eu-test-1a available availability-zone",
          "eu-test-0z impaired availability-zone",
          "eu-test-1b available availability-zone");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Instance> instances = new TreeMap<>();
  private final Map<String, Instance> tokens = new HashMap<>();
  private final Map<String, String> keyPairs = new TreeMap<>();
  private final SecurityGroupStore groups = new SecurityGroupStore(id -> !having(id).isEmpty());
  private final VolumeStore volumes =
      new VolumeStore(Set.of("eu-test-1a", "eu-test-1b", "eu-test-1c"), instances);
  private final Queue<String> actions = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private volatile int pageSize = 1_000;

  FakeEc2() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static FakeEc2 start() {
    try {
      return new FakeEc2();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  Ec2Access access(String secret) {
    return new Ec2Access(
        endpoint(),
        REGION,
        KEY_ID,
        secret,
        null,
        List.of("self"),
        Duration.ofSeconds(5),
        Duration.ofMillis(50));
  }

  /** How many elements a page has at most. */
  void paged(int size) {
    pageSize = size;
  }

  /** The code of an error that the next request is answered with. */
  void refuse(String code) {
    refusals.add(code);
  }

  /** The action whose answer does not come, the next time that it is asked for. */
  void lose(String action) {
    lost.add(action);
  }

  /** What was asked for. */
  Queue<String> actions() {
    return actions;
  }

  /** What is there, but for what is no more. */
  synchronized Map<String, String> things() {
    Map<String, String> things = new TreeMap<>(keyPairs);
    instances.values().stream()
        .filter(each -> !each.state().matches("terminated|shutting-down"))
        .forEach(each -> things.put(each.id, each.toString()));
    groups.all().forEach((id, group) -> things.put(id, group.toString()));
    volumes.all().forEach(disk -> things.put(disk.id, disk.toString()));
    return things;
  }

  /** One of the instances, to be looked at or changed behind everybody's back. */
  synchronized Instance instance(String id) {
    return Optional.ofNullable(instances.get(id)).orElseThrow();
  }

  /** One of the security groups, likewise. */
  synchronized SecurityGroup group(String id) {
    return Optional.ofNullable(groups.all().get(id)).orElseThrow();
  }

  /** Takes a security group away, whatever it is needed for. */
  synchronized void removeGroup(String id) {
    groups.all().remove(id);
  }

  /** Looks at the volumes, or changes them behind everybody's back. */
  synchronized <T> T volumes(Function<VolumeStore, T> visit) {
    return visit.apply(volumes);
  }

  /** One of the volumes, likewise. */
  synchronized Disk disk(String id) {
    return volumes.all().stream().filter(disk -> disk.id.equals(id)).findFirst().orElseThrow();
  }

  /** The machines that have a security group. */
  private List<Instance> having(String group) {
    return instances.values().stream()
        .filter(each -> each.isThere() && each.groups.containsKey(group))
        .toList();
  }

  /** Puts another key in the place of one, or takes it away. */
  synchronized void exchangeKey(String name, @Nullable String publicKey) {
    keyPairs.remove(name);
    if (publicKey != null) {
      keyPairs.put(name, publicKey);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Form form = Form.parse(body);
    String action = form.text("Action");
    actions.add(action);
    String path = exchange.getRequestURI().getPath();
    String problem =
        Signature.problem(path, exchange.getRequestHeaders(), body, KEY_ID, SECRET, REGION);
    try {
      if (!problem.isEmpty()) {
        throw new Refusal(problem, "not you");
      }
      String refusal = refusals.poll();
      if (refusal != null) {
        throw new Refusal(refusal, "not now");
      }
      String inner = act(action, form);
      if (lost.remove(action)) {
        exchange.close();
        return;
      }
      reply(exchange, 200, "<" + action + "Response>" + inner + "</" + action + "Response>");
    } catch (Refusal refused) {
      StringBuilder xml = new StringBuilder("<Response><Errors><Error>");
      Instance.element(xml, "Code", refused.code);
      Instance.element(xml, "Message", String.valueOf(refused.getMessage()));
      reply(exchange, 400, xml.append("</Error></Errors></Response>").toString());
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized String act(String action, Form form) throws Refusal {
    return switch (action) {
      case "RunInstances" -> run(form);
      case "DescribeInstances" -> describe(form);
      case "StopInstances" -> go(form, "stopping", "stopped");
      case "StartInstances" -> go(form, "pending", "running");
      case "TerminateInstances" -> go(form, "shutting-down", "terminated");
      case "CreateTags", "DeleteTags" -> tag(action, form);
      case "ModifyInstanceAttribute" -> modify(known(form.text("InstanceId")), form);
      case "DescribeImages" -> images(form);
      case "DescribeInstanceTypes" ->
          page(form, "instanceTypeSet", TYPES.entrySet().stream().map(FakeEc2::type).toList());
      case "DescribeAvailabilityZones" -> zones(form);
      case "DescribeSubnets" -> page(form, "subnetSet", subnets(form));
      case "DescribeSecurityGroups" -> page(form, "securityGroupInfo", groups.describe(form));
      case "CreateSecurityGroup" -> groups.create(form);
      case "DeleteSecurityGroup" -> groups.delete(form);
      case "AuthorizeSecurityGroupIngress" -> groups.authorize(form, true);
      case "AuthorizeSecurityGroupEgress" -> groups.authorize(form, false);
      case "RevokeSecurityGroupIngress" -> groups.revoke(form, true);
      case "RevokeSecurityGroupEgress" -> groups.revoke(form, false);
      case "DescribeNetworkInterfaces" -> page(form, "networkInterfaceSet", interfaces(form));
      case "ImportKeyPair" -> importKey(form);
      case "DeleteKeyPair" -> {
        keyPairs.remove(form.text("KeyName"));
        yield "";
      }
      case "DescribeKeyPairs" -> page(form, "keySet", keys());
      case "DescribeVolumes" -> page(form, "volumeSet", volumes.describe(form));
      default -> other(action, form);
    };
  }

  private String other(String action, Form form) throws Refusal {
    String answer = volumes.act(action, form);
    if (answer == null) {
      throw new Refusal("InvalidAction", "there is no " + action);
    }
    return answer;
  }

  private String go(Form form, String by, String to) throws Refusal {
    known(form.text("InstanceId.1")).go(by, to);
    return "";
  }

  private String tag(String action, Form form) throws Refusal {
    Map<String, String> tags = form.tags("Tag.");
    String id = form.text("ResourceId.1");
    Map<String, String> there = tags(id);
    if (action.equals("CreateTags")) {
      there.putAll(tags);
    } else {
      there.keySet().removeAll(tags.keySet());
    }
    return "";
  }

  private Map<String, String> tags(String id) throws Refusal {
    if (id.startsWith("vol-")) {
      return volumes.known(id).tags;
    }
    return id.startsWith("sg-") ? groups.known(id).tags : known(id).tags;
  }

  private String importKey(Form form) throws Refusal {
    String name = form.text("KeyName");
    if (keyPairs.containsKey(name)) {
      throw new Refusal("InvalidKeyPair.Duplicate", "there is one of that name");
    }
    String key = decoded(form.text("PublicKeyMaterial"));
    if (!key.startsWith("ssh-")) {
      throw new Refusal("InvalidKey.Format", "that is no key");
    }
    keyPairs.put(name, key);
    return "";
  }

  private List<String> keys() {
    List<String> items = new ArrayList<>();
    keyPairs.forEach(
        (each, publicKey) -> {
          StringBuilder xml = new StringBuilder("<item>");
          Instance.element(xml, "keyName", each);
          Instance.element(xml, "keyFingerprint", "aa:bb");
          Instance.element(xml, "publicKey", publicKey);
          items.add(xml.append("</item>").toString());
        });
    return items;
  }

  static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  private Instance known(@Nullable String id) throws Refusal {
    Instance instance = instances.get(String.valueOf(id));
    if (instance == null) {
      throw new Refusal("InvalidInstanceID.NotFound", "there is no instance " + id);
    }
    return instance;
  }

  private String run(Form form) throws Refusal {
    Instance made = tokens.get(form.text("ClientToken"));
    if (made != null && !made.order.equals(form)) {
      throw new Refusal("IdempotentParameterMismatch", "another order has the token");
    }
    if (made == null) {
      String key = form.text("KeyName");
      if (!key.isEmpty() && !keyPairs.containsKey(key)) {
        throw new Refusal("InvalidKeyPair.NotFound", "there is no key pair " + key);
      }
      made = new Instance("i-%08d".formatted(instances.size() + 1), form);
      made.tags.putAll(form.tags("TagSpecification.1.Tag."));
      regroup(made, chosen(form, made.vpc()));
      made.boot();
      instances.put(made.id, made);
      tokens.put(form.text("ClientToken"), made);
    }
    return "<instancesSet>" + made.xml() + "</instancesSet>";
  }

  /** The groups of a new machine: by their names where no network of one's own is. */
  private List<String> chosen(Form form, String vpc) throws Refusal {
    List<String> ids = new ArrayList<>(form.numbered("SecurityGroupId."));
    List<String> names = new ArrayList<>(form.numbered("SecurityGroup."));
    if (!names.isEmpty() && (form.has("SubnetId") || !ids.isEmpty())) {
      throw new Refusal(
          "InvalidParameterCombination", "groups by their names, and a subnet or ids");
    }
    if (names.isEmpty() && ids.isEmpty()) {
      names.add("default");
    }
    for (String name : names) {
      ids.add(
          groups
              .named(name, vpc)
              .orElseThrow(() -> new Refusal("InvalidGroup.NotFound", "no group " + name))
              .id);
    }
    return ids;
  }

  private void regroup(Instance instance, List<String> ids) throws Refusal {
    Map<String, String> chosen = new TreeMap<>();
    for (String id : ids) {
      SecurityGroup group = groups.known(id);
      if (!group.vpc.equals(instance.vpc())) {
        throw new Refusal(
            "InvalidParameter",
            "Security group " + id + " and " + instance.subnet + " belong to different networks.");
      }
      chosen.put(id, group.name);
    }
    instance.groups.clear();
    instance.groups.putAll(chosen);
  }

  /** In no order; of the first one by name nothing can be had, and one is a local zone. */
  private static String zones(Form form) throws Refusal {
    Map<String, List<String>> filters = form.filters();
    if (!Set.of("state", "zone-type").containsAll(filters.keySet())) {
      throw new Refusal("InvalidParameterValue", "there is no filter " + filters.keySet());
    }
    StringBuilder xml = new StringBuilder("<availabilityZoneInfo>");
    for (String zone : ZONES) {
      String[] told = zone.split(" ", -1);
      if (filters.getOrDefault("state", List.of(told[1])).contains(told[1])
          && filters.getOrDefault("zone-type", List.of(told[2])).contains(told[2])) {
        xml.append("<item>");
        Instance.element(xml, "zoneName", told[0]);
        Instance.element(xml, "zoneState", told[1]);
        Instance.element(xml, "zoneType", told[2]);
        xml.append("</item>");
      }
    }
    return xml.append("</availabilityZoneInfo>").toString();
  }

  private static List<String> subnets(Form form) throws Refusal {
    String id = form.text("SubnetId.1");
    if (!id.isEmpty() && !SUBNETS.containsKey(id)) {
      throw new Refusal("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }
    List<String> items = new ArrayList<>();
    new TreeMap<>(SUBNETS)
        .forEach(
            (each, name) -> {
              if (id.isEmpty() || id.equals(each)) {
                StringBuilder xml = new StringBuilder("<item>");
                Instance.element(xml, "subnetId", each);
                Instance.element(xml, "vpcId", each.replace("subnet", "vpc"));
                Instance.element(xml, "state", "available");
                Instance.element(xml, "availabilityZone", "eu-test-1a");
                items.add(xml + Instance.tagSet(Map.of("Name", name)) + "</item>");
              }
            });
    return items;
  }

  private List<String> interfaces(Form form) {
    List<String> items = new ArrayList<>();
    for (String group : form.filters().getOrDefault("group-id", List.of())) {
      for (Instance each : having(group)) {
        StringBuilder xml = new StringBuilder("<item>");
        Instance.element(xml, "networkInterfaceId", each.id.replace("i-", "eni-"));
        xml.append("<attachment>");
        Instance.element(xml, "instanceId", each.id);
        items.add(xml.append("</attachment></item>").toString());
      }
    }
    return items;
  }

  private String describe(Form form) throws Refusal {
    String id = form.text("InstanceId.1");
    if (!id.isEmpty()) {
      Instance instance = known(id);
      if (!instance.isKnown()) {
        throw new Refusal("InvalidInstanceID.NotFound", "there is no instance " + id);
      }
      return page(new Form(Map.of()), "reservationSet", List.of(reservation(instance)));
    }
    List<String> names = form.filters().get("tag:Name");
    List<String> orders = form.filters().get("client-token");
    Predicate<Instance> wanted =
        each ->
            (names == null || names.contains(each.tags.get("Name")))
                && (orders == null || orders.contains(each.order.text("ClientToken")));
    return page(
        form,
        "reservationSet",
        instances.values().stream().filter(wanted).map(FakeEc2::reservation).toList());
  }

  private static String reservation(Instance instance) {
    return "<item><instancesSet>" + instance.xml() + "</instancesSet></item>";
  }

  private String modify(Instance instance, Form form) throws Refusal {
    String type = form.text("InstanceType.Value");
    if (!type.isEmpty()) {
      if (!instance.state().equals("stopped")) {
        throw new Refusal("IncorrectInstanceState", "the instance runs");
      }
      instance.resize(type);
    }
    List<String> chosen = form.numbered("GroupId.");
    if (!chosen.isEmpty()) {
      regroup(instance, chosen);
    }
    return "";
  }

  private String images(Form form) throws Refusal {
    String id = form.text("ImageId.1");
    String pattern = form.fields().getOrDefault("Filter.1.Value.1", "*").replace("*", ".*");
    List<String> items = new ArrayList<>();
    for (String name : IMAGES) {
      if (id.isEmpty() ? name.matches(pattern) : id.equals("ami-" + name)) {
        items.add(
            "<item><imageId>ami-%s</imageId><name>%s</name><imageState>available</imageState>"
                    .formatted(name, name)
                + "<creationDate>%s-01-01</creationDate></item>".formatted(name.substring(10)));
      }
    }
    if (!id.isEmpty() && items.isEmpty()) {
      throw new Refusal("InvalidAMIID.NotFound", "there is no image " + id);
    }
    return page(form, "imagesSet", items);
  }

  private static String type(Map.Entry<String, String> type) {
    String processor = type.getKey().startsWith("t4g") ? "arm64" : "x86_64";
    return """
        <item><instanceType>%s</instanceType><currentGeneration>true</currentGeneration>
          <bareMetal>false</bareMetal><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>
          <memoryInfo><sizeInMiB>%s</sizeInMiB></memoryInfo><processorInfo>
          <supportedArchitectures><item>%s</item></supportedArchitectures></processorInfo></item>
        """
        .formatted(type.getKey(), type.getValue(), processor);
  }

  /** A page of a list; the token is where the next one begins. */
  private String page(Form form, String list, List<String> items) {
    int from = Integer.parseInt(form.fields().getOrDefault("NextToken", "0"));
    int most =
        Math.min(pageSize, Integer.parseInt(form.fields().getOrDefault("MaxResults", "1000")));
    int to = Math.min(items.size(), from + most);
    String next = to < items.size() ? "<nextToken>" + to + "</nextToken>" : "<nextToken/>";
    return "<" + list + ">" + String.join("", items.subList(from, to)) + "</" + list + ">" + next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

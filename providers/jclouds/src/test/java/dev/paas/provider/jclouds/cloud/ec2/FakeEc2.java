package dev.paas.provider.jclouds.cloud.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Speaks EC2's query API, as far as {@link Ec2Cloud} uses it, and checks each signature. */
final class FakeEc2 implements AutoCloseable {
  static final String KEY_ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String REGION = "eu-test-1";

  private static final List<String> IMAGES =
      List.of("debian-12-2025", "debian-12-2026", "debian-13-2026");
  private static final String SUBNET =
      """
      <item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><state>available</state>
        <tagSet><item><key>Name</key><value>front</value></item></tagSet></item>
      """;
  private static final Map<String, String> TYPES =
      Map.of("t4g.nano", "512", "t3.nano", "512", "t3.micro", "1024");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Instance> instances = new TreeMap<>();
  private final Map<String, Instance> tokens = new HashMap<>();
  private final Map<String, String> keyPairs = new TreeMap<>();
  private final Queue<String> actions = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private volatile int pageSize = 1_000;

  /** An error of EC2. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refusal(String code, String message) {
      super(message);
      this.code = code;
    }
  }

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
    return things;
  }

  /** One of the instances, to be looked at or changed behind everybody's back. */
  synchronized Instance instance(String id) {
    return Optional.ofNullable(instances.get(id)).orElseThrow();
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
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    String action = form.getOrDefault("Action", "");
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

  private synchronized String act(String action, Map<String, String> form) throws Refusal {
    return switch (action) {
      case "RunInstances" -> run(form);
      case "DescribeInstances" -> describe(form);
      case "StopInstances" -> go(form, "stopping", "stopped");
      case "StartInstances" -> go(form, "pending", "running");
      case "TerminateInstances" -> go(form, "shutting-down", "terminated");
      case "CreateTags", "DeleteTags" -> tag(action, form);
      case "ModifyInstanceAttribute" -> modify(known(form.get("InstanceId")), form);
      case "DescribeImages" -> images(form);
      case "DescribeInstanceTypes" ->
          page(form, "instanceTypeSet", TYPES.entrySet().stream().map(FakeEc2::type).toList());
      case "DescribeSubnets" -> page(form, "subnetSet", List.of(SUBNET));
      case "DescribeSecurityGroups" -> page(form, "securityGroupInfo", groups(form));
      case "ImportKeyPair" -> importKey(form);
      case "DeleteKeyPair" -> {
        keyPairs.remove(form.getOrDefault("KeyName", ""));
        yield "";
      }
      case "DescribeKeyPairs" -> page(form, "keySet", keys());
      default -> throw new Refusal("InvalidAction", "there is no " + action);
    };
  }

  private String go(Map<String, String> form, String by, String to) throws Refusal {
    known(form.get("InstanceId.1")).go(by, to);
    return "";
  }

  private String tag(String action, Map<String, String> form) throws Refusal {
    Map<String, String> tags = tags(form, "Tag.");
    Map<String, String> there = known(form.get("ResourceId.1")).tags;
    if (action.equals("CreateTags")) {
      there.putAll(tags);
    } else {
      there.keySet().removeAll(tags.keySet());
    }
    return "";
  }

  private String importKey(Map<String, String> form) throws Refusal {
    String name = form.getOrDefault("KeyName", "");
    if (keyPairs.containsKey(name)) {
      throw new Refusal("InvalidKeyPair.Duplicate", "there is one of that name");
    }
    String key = decoded(form.getOrDefault("PublicKeyMaterial", ""));
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

  private String run(Map<String, String> form) throws Refusal {
    Instance made = tokens.get(form.get("ClientToken"));
    if (made == null) {
      String key = form.get("KeyName");
      if (key != null && !keyPairs.containsKey(key)) {
        throw new Refusal("InvalidKeyPair.NotFound", "there is no key pair " + key);
      }
      made = new Instance("i-%08d".formatted(instances.size() + 1), form);
      made.tags.putAll(tags(form, "TagSpecification.1.Tag."));
      made.groups.addAll(numbered(form, "SecurityGroup."));
      for (String id : numbered(form, "SecurityGroupId.")) {
        made.groups.add(id.substring("sg-".length()));
      }
      if (made.groups.isEmpty()) {
        made.groups.add("default");
      }
      made.boot();
      instances.put(made.id, made);
      tokens.put(form.get("ClientToken"), made);
    }
    return "<instancesSet>" + made.xml() + "</instancesSet>";
  }

  private String describe(Map<String, String> form) throws Refusal {
    String id = form.get("InstanceId.1");
    if (id != null) {
      Instance instance = known(id);
      if (!instance.isKnown()) {
        throw new Refusal("InvalidInstanceID.NotFound", "there is no instance " + id);
      }
      return page(Map.of(), "reservationSet", List.of(reservation(instance)));
    }
    String named = form.get("Filter.1.Value.1");
    Predicate<Instance> wanted =
        named == null ? each -> true : each -> named.equals(each.tags.get("Name"));
    return page(
        form,
        "reservationSet",
        instances.values().stream().filter(wanted).map(FakeEc2::reservation).toList());
  }

  private static String reservation(Instance instance) {
    return "<item><instancesSet>" + instance.xml() + "</instancesSet></item>";
  }

  private static String modify(Instance instance, Map<String, String> form) throws Refusal {
    String type = form.get("InstanceType.Value");
    if (type != null) {
      if (!instance.state().equals("stopped")) {
        throw new Refusal("IncorrectInstanceState", "the instance runs");
      }
      instance.resize(type);
    }
    List<String> groups = numbered(form, "GroupId.");
    if (!groups.isEmpty()) {
      instance.groups.clear();
      groups.forEach(id -> instance.groups.add(id.substring("sg-".length())));
    }
    return "";
  }

  private String images(Map<String, String> form) throws Refusal {
    String id = form.get("ImageId.1");
    String pattern = form.getOrDefault("Filter.1.Value.1", "*").replace("*", ".*");
    List<String> items = new ArrayList<>();
    for (String name : IMAGES) {
      if (id == null ? name.matches(pattern) : id.equals("ami-" + name)) {
        items.add(
            "<item><imageId>ami-%s</imageId><name>%s</name><imageState>available</imageState>"
                    .formatted(name, name)
                + "<creationDate>%s-01-01</creationDate></item>".formatted(name.substring(10)));
      }
    }
    if (id != null && items.isEmpty()) {
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

  private static List<String> groups(Map<String, String> form) {
    String named = form.get("Filter.1.Value.1");
    return List.of("default", "web").stream()
        .filter(name -> named == null || named.equals(name))
        .map(
            name ->
                "<item><groupId>sg-%s</groupId><groupName>%s</groupName></item>"
                    .formatted(name, name))
        .toList();
  }

  /** A page of a list; the token is where the next one begins. */
  private String page(Map<String, String> form, String list, List<String> items) {
    int from = Integer.parseInt(form.getOrDefault("NextToken", "0"));
    int most = Math.min(pageSize, Integer.parseInt(form.getOrDefault("MaxResults", "1000")));
    int to = Math.min(items.size(), from + most);
    String next = to < items.size() ? "<nextToken>" + to + "</nextToken>" : "<nextToken/>";
    return "<" + list + ">" + String.join("", items.subList(from, to)) + "</" + list + ">" + next;
  }

  private static List<String> numbered(Map<String, String> form, String prefix) {
    List<String> values = new ArrayList<>();
    for (int i = 1; form.containsKey(prefix + i); i++) {
      values.add(String.valueOf(form.get(prefix + i)));
    }
    return values;
  }

  private static Map<String, String> tags(Map<String, String> form, String prefix) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 1; form.containsKey(prefix + i + ".Key"); i++) {
      tags.put(
          String.valueOf(form.get(prefix + i + ".Key")),
          form.getOrDefault(prefix + i + ".Value", ""));
    }
    return tags;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

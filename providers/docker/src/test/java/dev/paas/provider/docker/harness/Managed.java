package dev.paas.provider.docker.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.provider.tck.Documents;
import dev.paas.provider.tck.engine.Answers;
import dev.paas.provider.tck.engine.Proposal;
import dev.paas.provider.tck.manifest.ResourceType;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A resource, dealt with as the engine deals with it: planned, checked, applied, remembered. */
public final class Managed {
  private final TestPlatform platform;
  private final ResourceType type;
  private final Answers answers;
  private final String address;
  private final String host;
  private String key = newKey();
  private long revision;
  private Journal journal = new Journal();
  private @Nullable MapValue attributes;

  Managed(TestPlatform platform, String type, String name) {
    this.platform = platform;
    this.type = TestPlatform.type(type);
    this.answers = new Answers(this.type);
    this.address = type + "." + name;
    this.host = name;
  }

  private static String newKey() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The same resource with the same record, whose calls go through another client. */
  public Managed on(TestPlatform other) {
    Managed copy = new Managed(other, type.name(), host);
    copy.key = key;
    copy.revision = revision;
    copy.attributes = attributes;
    return copy;
  }

  public String address() {
    return address;
  }

  public String key() {
    return key;
  }

  /** What was said during the last call. */
  public Journal journal() {
    return journal;
  }

  /** What is recorded. */
  public MapValue attributes() {
    if (attributes == null) {
      throw new AssertionError(address + " is not recorded");
    }
    return attributes;
  }

  private ResourceHandler handler() {
    return platform.handler(type.name());
  }

  /** Plans what {@code config} says, from what is recorded. */
  public PlannedResource plan(String config) throws ProviderException {
    MapValue written = Documents.attributes(config);
    assertEquals(List.of(), type.problemsOfConfiguration(written), address);
    MapValue marked = (MapValue) Proposal.marked(type.attributes(), written);
    MapValue proposed = Proposal.of(type.attributes(), written, attributes, host);
    PlannedResource planned =
        handler()
            .plan(new PlanRequest(address, attributes, marked, proposed, platform.directory()));
    assertEquals(
        List.of(), answers.ofPlan(marked, proposed, attributes, planned.attributes()), address);
    return planned;
  }

  /** The attributes that a plan would change. */
  public List<String> changes(String config) throws ProviderException {
    return answers.differences(attributes(), plan(config).attributes());
  }

  /** Plans, looks whether it can be done, and does it; without looking at reality first. */
  public void apply(String config) throws ProviderException {
    PlannedResource planned = plan(config);
    preflight(planned);
    perform(planned);
  }

  public void preflight(String config) throws ProviderException {
    preflight(plan(config));
  }

  private void preflight(PlannedResource planned) throws ProviderException {
    PreflightRequest request =
        new PreflightRequest(address, attributes, planned.attributes(), platform.directory());
    handler().preflight(request, new Journal());
  }

  /** Does what was planned; records what came of it, also when it fails. */
  public void perform(PlannedResource planned) throws ProviderException {
    journal = new Journal();
    revision++;
    try {
      ObservedResource result = call(planned.attributes());
      assertEquals(List.of(), answers.ofResult(planned.attributes(), result), address);
      attributes = answers.stored(result.attributes());
    } catch (ProviderException e) {
      ObservedResource partial = e.partial();
      if (partial != null) {
        attributes = answers.stored(partial.attributes());
      }
      throw e;
    }
  }

  private ObservedResource call(MapValue planned) throws ProviderException {
    return attributes == null
        ? handler()
            .create(
                new CreateRequest(address, key, revision, planned, platform.directory()), journal)
        : handler()
            .update(
                new UpdateRequest(
                    address, newKey(), revision, attributes, planned, platform.directory()),
                journal);
  }

  /** Looks at reality and records what is there; whether anything is. */
  public boolean refresh() throws ProviderException {
    Optional<ObservedResource> read = read();
    attributes = read.map(found -> answers.stored(found.attributes())).orElse(null);
    if (attributes == null) {
      key = newKey();
    }
    return attributes != null;
  }

  public Optional<ObservedResource> read() throws ProviderException {
    return handler().read(new ReadRequest(address, attributes()), new Journal());
  }

  /** What a crashed creation left; records it as the engine does. */
  public boolean adopt(String config) throws ProviderException {
    MapValue planned = answers.stored(plan(config).attributes());
    Optional<ObservedResource> found =
        handler().find(new FindRequest(address, key, planned), new Journal());
    attributes = found.map(observed -> answers.stored(observed.attributes())).orElse(null);
    return found.isPresent();
  }

  /** Refreshes, and applies what a plan then changes; whether it changed anything. */
  public boolean heal(String config) throws ProviderException {
    boolean present = refresh();
    if (present && changes(config).isEmpty()) {
      return false;
    }
    apply(config);
    return true;
  }

  public void delete() throws ProviderException {
    journal = new Journal();
    handler().delete(new DeleteRequest(address, attributes(), platform.directory()), journal);
    attributes = null;
    key = newKey();
  }
}

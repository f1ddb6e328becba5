package dev.paas.provider.tck.fake;

import dev.paas.provider.tck.World;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A fake world as the kit sees it. */
public final class FakeWorldView implements World {
  private final FakeWorld world;
  private final String attribute;
  private final Value tampered;

  /** A view of {@code world} in which tampering changes {@code attribute}. */
  public FakeWorldView(FakeWorld world, String attribute, Value tampered) {
    this.world = world;
    this.attribute = attribute;
    this.tampered = tampered;
  }

  @Override
  public Map<String, String> things() {
    Map<String, String> things = new TreeMap<>();
    world
        .things()
        .forEach(thing -> things.put(thing.id(), thing.attributes().revealed().toString()));
    return things;
  }

  @Override
  public void destroy(ObservedResource resource) {
    world.remove(resource.id());
  }

  @Override
  public Set<String> tamper(ObservedResource resource) {
    world.tamper(resource.id(), attribute, tampered);
    return Set.of(attribute);
  }
}

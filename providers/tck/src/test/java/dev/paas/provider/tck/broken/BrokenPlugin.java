package dev.paas.provider.tck.broken;

import dev.paas.provider.tck.fake.FakePlugin;
import dev.paas.provider.tck.fake.FakeWorld;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ProviderPlugin;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;

/** The fake plugin with a fault. */
final class BrokenPlugin implements ProviderPlugin {
  private final FakeWorld world;
  private final Fault fault;

  BrokenPlugin(FakeWorld world, Fault fault) {
    this.world = world;
    this.fault = fault;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Provider open(ProviderSettings settings) throws ProviderException {
    Provider correct = new FakePlugin(world).open(settings);
    Mischief mischief = new Mischief(world, correct);
    if (fault == Fault.OPENING_MAKES_SOMETHING) {
      mischief.makeAnother(settings.directory());
    }
    return new BrokenProvider(correct, mischief);
  }

  /** An open provider with a fault. */
  private final class BrokenProvider implements Provider {
    private final Provider correct;
    private final Mischief mischief;
    private boolean closed;

    BrokenProvider(Provider correct, Mischief mischief) {
      this.correct = correct;
      this.mischief = mischief;
    }

    @Override
    public ResourceHandler resource(String type) {
      boolean any = fault == Fault.TAKES_ANY_TYPE;
      ResourceHandler handler = correct.resource(any ? "fake.thing" : type);
      return new BrokenHandler(handler, mischief, fault);
    }

    @Override
    public void close() {
      if (closed && fault == Fault.CLOSING_TWICE_FAILS) {
        throw new IllegalStateException("it is closed already");
      }
      closed = true;
      correct.close();
    }
  }
}

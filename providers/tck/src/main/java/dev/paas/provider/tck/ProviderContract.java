package dev.paas.provider.tck;

import static dev.paas.provider.tck.Applicability.appliesIf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a provider promises to the engine, for one section or resource type. A provider's test
 * extends it once for each, and supplies the plugin, samples and a view of the world. Every test
 * ends with deleting what it made, and finds then the world as it was; nothing that was wrapped as
 * sensitive may have turned up in clear on the way.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class ProviderContract extends LifeContract {

  @Test
  void createTwiceWithOneKeyMakesOne() throws Exception {
    assumeExternal();
    Made made = bench().create(samples().full());
    Map<String, String> once = things();
    ObservedResource again = bench().createPlanned(made.address(), made.key(), made.planned());
    assertEquals(once, things(), "what is there after the second creation");
    assertEquals(made.result().id(), again.id(), "the identifier");
    assertEquals(made.stored(), bench().answers().stored(again.attributes()), "the attributes");
    bench().restart();
    bench().createPlanned(made.address(), made.key(), made.planned());
    assertEquals(once, things(), "what is there after a restart and a third creation");
    bench().delete(made);
  }

  @Test
  void whatACrashLeftIsFoundByItsKey() throws Exception {
    assumeExternal();
    for (MapValue sample : samples().working()) {
      String address = bench().newAddress();
      String key = Workbench.newKey();
      MapValue planned = bench().plan(address, sample, null).attributes();
      ObservedResource lost = bench().createPlanned(address, key, planned);
      Map<String, String> made = things();
      bench().restart();

      Optional<ObservedResource> found = bench().find(address, key, planned);
      assertTrue(found.isPresent(), "what was made is not found by its key");
      assertEquals(lost.id(), found.get().id(), "the identifier");
      assertEquals(made, things(), "finding made or removed something");

      MapValue prior = bench().answers().stored(found.get().attributes());
      Made adopted = new Made(address, key, sample, planned, found.get(), prior);
      Made completed = bench().update(adopted, sample, prior);
      assertEquals(made.keySet(), things().keySet(), "adopting made or removed something");
      assertSame(completed, bench().read(completed));
      bench().delete(completed);
    }
  }

  @Test
  void otherKeysAreNotFound() throws Exception {
    assumeExternal();
    MapValue planned = bench().plan("resources.new", samples().minimal(), null).attributes();
    assertEquals(
        Optional.empty(),
        bench().find("resources.new", Workbench.newKey(), planned),
        "when nothing was made");
    Made other = bench().create(samples().full());
    assertEquals(
        Optional.empty(),
        bench().find("resources.new", Workbench.newKey(), planned),
        "when something else was made");
    bench().delete(other);
    assertEquals(
        Optional.empty(),
        bench().find(other.address(), other.key(), other.planned()),
        "when it was deleted again");
  }

  @Test
  void whatAFailedCreationLeavesIsTold() throws Exception {
    MapValue failing = sample(samples().failing(), "a creation that fails");
    Map<String, String> before = things();
    String address = bench().newAddress();
    String key = Workbench.newKey();
    MapValue planned = bench().plan(address, failing, null).attributes();
    ProviderException failure =
        assertThrows(
            ProviderException.class,
            () -> bench().createPlanned(address, key, planned),
            "the creation that should fail did not");
    assertFalse(failure.reason().isBlank(), "it does not say why");
    if (failure.partial() == null) {
      assertEquals(before, things(), "it tells of nothing that it has left");
    }
    bench().clear(key, failure);
    assertEquals(before, things(), "what is left when that was deleted");
  }

  @Test
  void anInterruptedThreadIsNotKept() throws Exception {
    MapValue planned = bench().plan("resources.new", samples().minimal(), null).attributes();
    interruptible(planned, thread -> true);
  }

  @Test
  void interruptionEndsACall() throws Exception {
    Samples.Slow slow = sample(samples().slow(), "a creation that takes long");
    MapValue planned = bench().plan("resources.new", slow.configuration(), null).attributes();
    interruptible(planned, thread -> slow.underWay().getAsBoolean());
  }

  /** When to interrupt a thread. */
  private interface Moment {
    boolean hasCome(Thread thread);
  }

  /** Creates in a thread of its own, interrupts that, and clears away what it has left. */
  private void interruptible(MapValue planned, Moment moment) throws Exception {
    String key = Workbench.newKey();
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                bench().createPlanned("resources.new", key, planned);
              } catch (Throwable failure) {
                thrown.set(failure);
              }
            });
    thread.start();
    await("the creation has not begun", () -> moment.hasCome(thread) || !thread.isAlive());
    thread.interrupt();
    thread.join(patience().toMillis());
    boolean stuck = thread.isAlive();
    Throwable failure = thrown.get();
    if (!stuck) {
      bench().clear(key, failure instanceof ProviderException told ? told : null);
    }
    assertFalse(stuck, "the call goes on although its thread was interrupted");
    if (failure != null && !(failure instanceof ProviderException)) {
      fail("an interrupted call ends with a result or a ProviderException", failure);
    }
  }

  private void await(String otherwise, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail(otherwise);
      }
      Thread.sleep(Duration.ofMillis(5).toMillis());
    }
  }

  @Test
  void nothingSensitiveIsSaid() throws Exception {
    for (MapValue sample : samples().working()) {
      bench().delete(bench().create(sample));
    }
    appliesIf(!bench().secrets().isEmpty(), "nothing in the samples is sensitive");
    badConfigurationsAreRefused();
    bench().checkWhatWasSaid();
  }
}

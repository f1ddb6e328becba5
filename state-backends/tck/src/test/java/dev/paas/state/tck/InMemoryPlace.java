package dev.paas.state.tck;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A place in memory; its other processes are handles that can crash. */
class InMemoryPlace implements StorePlace {
  private final Map<String, InMemoryState> states = new ConcurrentHashMap<>();

  InMemoryState state(PlatformIdentity platform) {
    return states.computeIfAbsent(
        platform.name() + "/" + platform.environment(), key -> new InMemoryState());
  }

  @Override
  public StateStore open(PlatformIdentity platform) {
    return state(platform).open();
  }

  @Override
  public OtherProcess startProcess(PlatformIdentity platform) {
    InMemoryStateStore store = state(platform).open();
    return new InMemoryProcess(store, store::crash);
  }

  @Override
  public String contents() {
    StringBuilder contents = new StringBuilder();
    states.forEach(
        (name, state) -> {
          if (state.snapshot().revision() > 0 || !state.leases().isEmpty()) {
            contents.append(name).append(state.snapshot()).append(state.leases());
          }
        });
    return contents.toString();
  }

  @Override
  public void forgetHistory(StateStore store) {
    states.values().forEach(InMemoryState::forgetHistory);
  }

  @Override
  public Duration leaseExpiry() {
    return Duration.ofMillis(500);
  }

  @Override
  public void close() {}
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.platform.Lifecycle;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ResourceDeclaration;
import dev.paas.core.provider.Calls;
import dev.paas.core.provider.ProviderHandle;
import dev.paas.core.schema.ResourceType;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Looks at what is really there: all resources of a provider at once, in parallel. */
final class Refresher {
  private final Platform platform;
  private final Calls calls;
  private final ExecutorService workers;
  private final PlanListener listener;
  private final Map<Address, Future<Optional<ObservedResource>>> results =
      new ConcurrentHashMap<>();

  Refresher(Platform platform, Calls calls, ExecutorService workers, PlanListener listener) {
    this.platform = platform;
    this.calls = calls;
    this.workers = workers;
    this.listener = listener;
  }

  /** Starts to look at recorded resources of a provider. */
  void start(ProviderHandle provider, List<ResourceRecord> records) {
    Map<String, List<ResourceRecord>> byType = new LinkedHashMap<>();
    for (ResourceRecord record : records) {
      byType.computeIfAbsent(record.type(), unused -> new ArrayList<>()).add(record);
    }
    byType.forEach(
        (typeName, ofType) -> {
          ResourceType type = type(provider, typeName);
          if (type != null && type.external()) {
            if (type.batchRead()) {
              startBatch(provider, type, ofType);
            } else {
              ofType.forEach(record -> startOne(provider, type, record));
            }
          }
        });
  }

  static @Nullable ResourceType type(ProviderHandle provider, String name) {
    ResourceType section = provider.plugin().sections().get(name);
    return section != null ? section : provider.plugin().types().get(name);
  }

  private void startOne(ProviderHandle provider, ResourceType type, ResourceRecord record) {
    Lifecycle lifecycle = lifecycle(record.address());
    Callable<Optional<ObservedResource>> read =
        () -> {
          Optional<ObservedResource> observed =
              calls.call(
                  provider,
                  record.address(),
                  lifecycle.timeout("read", type),
                  lifecycle.retry(),
                  context ->
                      provider
                          .provider()
                          .resource(type.name())
                          .read(request(type, record), context));
          listener.refreshed(record.address());
          return observed;
        };
    results.put(record.address(), workers.submit(read));
  }

  private void startBatch(
      ProviderHandle provider, ResourceType type, List<ResourceRecord> records) {
    List<ReadRequest> requests = new ArrayList<>(records.size());
    Duration longest = type.timeout("read");
    for (ResourceRecord record : records) {
      requests.add(request(type, record));
      Duration own = lifecycle(record.address()).timeout("read", type);
      longest = own.compareTo(longest) > 0 ? own : longest;
    }
    Duration timeout = longest;
    Future<List<Optional<ObservedResource>>> batch =
        workers.submit(
            () ->
                calls.call(
                    provider,
                    records.get(0).address(),
                    timeout,
                    context ->
                        provider.provider().resource(type.name()).readAll(requests, context)));
    for (int i = 0; i < records.size(); i++) {
      int position = i;
      FutureTask<Optional<ObservedResource>> one =
          new FutureTask<>(
              () -> {
                Optional<ObservedResource> observed = batch.get().get(position);
                listener.refreshed(records.get(position).address());
                return observed;
              });
      results.put(records.get(i).address(), one);
    }
  }

  /** What the file says of a resource, which may have left it. */
  private Lifecycle lifecycle(Address address) {
    ResourceDeclaration declaration = platform.resource(address);
    return declaration == null ? Lifecycle.DEFAULT : declaration.lifecycle();
  }

  private static ReadRequest request(ResourceType type, ResourceRecord record) {
    return new ReadRequest(
        record.address().toString(),
        StoredForm.withoutWriteOnly(type.attributes(), record.attributes()));
  }

  /** Whether a resource is looked at. */
  boolean looksAt(Address address) {
    return results.containsKey(address);
  }

  /**
   * What was seen of a resource; empty when it is gone, or was not looked at.
   *
   * @param declaration where to point in an error
   * @throws DiagnosticException when looking failed
   */
  Optional<ObservedResource> result(Address address, @Nullable ResourceDeclaration declaration)
      throws InterruptedException {
    Future<Optional<ObservedResource>> future = results.get(address);
    if (future == null) {
      return Optional.empty();
    }
    try {
      if (future instanceof FutureTask<?> task) {
        task.run();
      }
      return future.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      boolean batch = cause instanceof ExecutionException;
      cause = batch && cause != null ? cause.getCause() : cause;
      if (cause instanceof ProviderException refused) {
        // What failed for all of a section is one error, not one for each.
        throw batch
            ? Calls.exception(refused, "cannot read the " + address.section(), null)
            : Calls.exception(refused, "cannot read " + address, declaration);
      }
      if (cause instanceof InterruptedException || cause instanceof CancellationException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException("reading " + address + " failed", cause);
    }
  }
}

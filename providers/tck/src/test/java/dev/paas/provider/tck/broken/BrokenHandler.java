package dev.paas.provider.tck.broken;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The fake's handler with a fault. */
final class BrokenHandler implements ResourceHandler {
  private static final AtomicInteger READERS = new AtomicInteger();

  private final ResourceHandler correct;
  private final Mischief mischief;
  private final Fault fault;

  BrokenHandler(ResourceHandler correct, Mischief mischief, Fault fault) {
    this.correct = correct;
    this.mischief = mischief;
    this.fault = fault;
  }

  private void makeSomethingIf(Fault cause, Path directory) throws ProviderException {
    if (fault == cause) {
      mischief.makeAnother(directory);
    }
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    makeSomethingIf(Fault.PLAN_MAKES_SOMETHING, request.directory());
    return BrokenPlans.of(fault, request, correct.plan(request));
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    makeSomethingIf(Fault.PREFLIGHT_MAKES_SOMETHING, request.directory());
    if (fault == Fault.PREFLIGHT_FAILS_ON_UNKNOWN_VALUES && !request.planned().has("name")) {
      throw ProviderException.builder("it has no name").build();
    }
    if (fault == Fault.PREFLIGHT_FAILS_ON_UNKNOWN_VALUES
        && request.planned().getOrNull("name").isUnknown()) {
      throw ProviderException.builder("its name is not known").build();
    }
    correct.preflight(request, context);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    MapValue recorded = request.attributes();
    String id = recorded.getString("id", "");
    switch (fault) {
      case READ_REPEATS_WHAT_WAS_RECORDED -> {
        return correct.read(request, context).map(real -> new ObservedResource(id, recorded));
      }
      case READ_FINDS_WHAT_IS_GONE -> {
        return Optional.of(new ObservedResource(id, recorded));
      }
      case READ_CHANGES_SOMETHING -> mischief.makeAnother(Path.of(""));
      case READ_IS_NOT_FOR_SEVERAL_THREADS -> {
        int beside = READERS.incrementAndGet();
        LockSupport.parkNanos(50_000_000);
        READERS.decrementAndGet();
        if (beside > 1) {
          throw new IllegalStateException("one after the other, please");
        }
      }
      default -> {}
    }
    return correct.read(request, context).map(this::misread);
  }

  private ObservedResource misread(ObservedResource real) {
    MapValue attributes = real.attributes();
    return switch (fault) {
      case READ_DIFFERS_FROM_CREATE ->
          new ObservedResource(real.id(), attributes.with("zone", Value.of("elsewhere")));
      case READS_SECRETS_IN_CLEAR -> new ObservedResource(real.id(), attributes.revealed());
      default -> real;
    };
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    List<Optional<ObservedResource>> all = new ArrayList<>();
    for (ReadRequest request : requests) {
      Optional<ObservedResource> one = read(request, context);
      if (fault == Fault.READ_ALL_DIFFERS_FROM_READ) {
        one = one.map(o -> new ObservedResource(o.id() + "!", o.attributes()));
      }
      if (one.isPresent() || fault != Fault.READ_ALL_LEAVES_OUT_WHAT_IS_GONE) {
        all.add(one);
      }
    }
    if (fault == Fault.READ_ALL_IN_ANOTHER_ORDER) {
      Collections.reverse(all);
    }
    return all;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    BrokenAnswers answers = new BrokenAnswers(fault);
    answers.sayTooMuch(request, context);
    String key =
        switch (fault) {
          case CREATE_MAKES_TWO -> UUID.randomUUID().toString();
          case CREATE_FORGETS_KEYS_WITH_THE_PROCESS ->
              mischief
                  .keys()
                  .computeIfAbsent(request.key(), unused -> UUID.randomUUID().toString());
          default -> request.key();
        };
    boolean takesAnything = fault == Fault.TAKES_BAD_CONFIGURATIONS;
    MapValue planned = takesAnything ? request.planned().without("mishap") : request.planned();
    if (fault == Fault.CREATE_MAKES_NOTHING) {
      return answers.completed(request.planned());
    }
    CreateRequest asked =
        new CreateRequest(request.address(), key, request.revision(), planned, request.directory());
    try {
      ObservedResource right = answers.patiently(() -> correct.create(asked, context));
      return answers.of(request, right);
    } catch (ProviderException failure) {
      throw answers.of(request, failure);
    }
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    switch (fault) {
      case UPDATE_DOES_NOTHING -> {
        String id = request.prior().getString("id", "");
        return new ObservedResource(
            id, new BrokenAnswers(fault).completed(request.planned()).attributes());
      }
      case UPDATE_MAKES_ANOTHER -> mischief.makeAnother(request.directory());
      case UPDATE_CANNOT_BE_REPEATED -> {
        if (mischief.keys().put(request.key(), "") != null) {
          throw ProviderException.builder("it has been changed already").build();
        }
      }
      case UPDATE_CANNOT_GO_BACK -> {
        if (request.planned().getLong("size").orElse(0)
            < request.prior().getLong("size").orElse(0)) {
          throw ProviderException.builder("there is no way back").build();
        }
      }
      default -> {}
    }
    return correct.update(request, context);
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    switch (fault) {
      case DELETE_DOES_NOTHING -> {
        return;
      }
      case DELETE_REMOVES_ALL -> mischief.removeAll();
      case DELETE_FAILS_WHEN_GONE -> {
        if (correct
            .read(new ReadRequest(request.address(), request.attributes()), context)
            .isEmpty()) {
          throw ProviderException.builder("there is nothing to delete").build();
        }
      }
      default -> {}
    }
    correct.delete(request, context);
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return switch (fault) {
      case FIND_FINDS_NOTHING -> Optional.empty();
      case FIND_FINDS_ANYTHING ->
          Optional.of(new BrokenAnswers(fault).completed(request.planned()));
      case FIND_MAKES_IT -> {
        mischief.makeAnother(Path.of(""));
        yield correct.find(request, context);
      }
      default -> correct.find(request, context);
    };
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return switch (fault) {
      case IMPORT_FINDS_NOTHING -> Optional.empty();
      case IMPORT_FINDS_WHAT_IS_GONE ->
          Optional.of(
              correct
                  .importById(request, context)
                  .orElse(new ObservedResource(request.id(), MapValue.empty())));
      default -> correct.importById(request, context);
    };
  }
}

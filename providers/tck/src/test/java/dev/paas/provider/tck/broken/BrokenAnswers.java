package dev.paas.provider.tck.broken;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.util.concurrent.locks.LockSupport;

/** Answers to a creation with a fault. */
final class BrokenAnswers {
  private final Fault fault;

  BrokenAnswers(Fault fault) {
    this.fault = fault;
  }

  /** Attributes without anything unknown, as if it had been made. */
  ObservedResource completed(MapValue planned) {
    MapValue.Builder all = MapValue.builder();
    planned
        .entries()
        .forEach((name, value) -> all.put(name, value.isUnknown() ? Value.of("made-up") : value));
    return new ObservedResource("made-up", all.build());
  }

  void sayTooMuch(CreateRequest request, CallContext context) {
    String secret = String.valueOf(request.planned().getString("secret"));
    if (fault == Fault.SAYS_SECRETS_AS_PROGRESS) {
      context.progress("making " + secret);
    } else if (fault == Fault.SAYS_SECRETS_AS_OUTPUT) {
      context.output("made " + secret);
    }
  }

  ObservedResource of(CreateRequest request, ObservedResource right) {
    MapValue attributes = right.attributes();
    MapValue wrong =
        switch (fault) {
          case CREATE_LEAVES_UNKNOWN_VALUES -> attributes.with("stable", Value.unknown());
          case CREATE_FORGETS_A_COMPUTED_VALUE -> attributes.without("stable");
          case CREATE_DIFFERS_FROM_THE_PLAN -> attributes.with("grace", Value.of("61s"));
          case CREATE_ADDS_AN_ATTRIBUTE -> attributes.with("extra", Value.of(true));
          case CREATE_ANSWERS_OF_A_WRONG_KIND -> attributes.with("stable", Value.of(1));
          case ANSWERS_SECRETS_IN_CLEAR -> attributes.revealed();
          default -> attributes;
        };
    return new ObservedResource(right.id(), wrong);
  }

  ProviderException of(CreateRequest request, ProviderException right) {
    String secret = String.valueOf(request.planned().getString("secret"));
    ProviderException.Builder wrong =
        ProviderException.builder(right.reason()).partial(right.partial());
    if (right.path() != null && fault != Fault.BLAMES_NOTHING) {
      wrong.path(right.path());
    }
    switch (fault) {
      case FAILED_CREATE_TELLS_NOTHING -> wrong.partial(null);
      case SAYS_SECRETS_IN_FAILURES -> wrong.detail("The secret was " + secret + ".");
      case SAYS_SECRETS_IN_CAUSES -> wrong.cause(new IllegalStateException(secret));
      default -> {}
    }
    return wrong.build();
  }

  /** A call. */
  interface Call {
    ObservedResource make() throws ProviderException;
  }

  /** Makes a call, and does with interruptions what the fault says. */
  ObservedResource patiently(Call call) throws ProviderException {
    try {
      return call.make();
    } catch (ProviderException failure) {
      boolean interrupted = failure.reason().equals("it was interrupted");
      if (interrupted && fault == Fault.INTERRUPTION_IS_A_DEFECT) {
        throw new IllegalStateException(failure);
      }
      if (interrupted && fault == Fault.IGNORES_INTERRUPTIONS) {
        sulk();
      }
      throw failure;
    }
  }

  /** Goes on for longer than the kit waits. */
  private static void sulk() {
    long end = System.nanoTime() + BrokenContract.PATIENCE.multipliedBy(3).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
      Thread.interrupted();
    }
  }
}

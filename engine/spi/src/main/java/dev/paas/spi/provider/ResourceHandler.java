package dev.paas.spi.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider can do with one type of resource. The engine checks every answer: a plan may not
 * change what the user set, and what is created or updated must be what was planned.
 *
 * <p>Every method may throw {@link ProviderException}. It says whether the call may be retried and,
 * for a creation that got half-way, what is there now.
 */
public interface ResourceHandler {

  /**
   * Completes the engine's proposal for a resource: fills in what can be told before apply, says
   * which changes force a replacement. Changes nothing anywhere. Called only for types whose
   * manifest entry says {@code "plans": true}.
   */
  default PlannedResource plan(PlanRequest request) throws ProviderException {
    return PlannedResource.of(request.proposed());
  }

  /**
   * Looks at what is really there. The answer has the recorded attributes where reality agrees and
   * the real ones where it does not; empty when the resource is gone.
   */
  Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException;

  /**
   * Looks at many at once, in the order of {@code requests}. A type whose manifest entry says
   * {@code "batchRead": true} gets all of its resources in one call and should list, not read one
   * by one.
   */
  default List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    List<Optional<ObservedResource>> observed = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      observed.add(read(request, context));
    }
    return observed;
  }

  /**
   * Makes the resource and puts {@link CreateRequest#key} on it, so that {@link #find} can tell it
   * again. Called a second time with the same key it must not make a second one.
   */
  ObservedResource create(CreateRequest request, CallContext context) throws ProviderException;

  /**
   * Changes the resource in place. Called again with the same request it must finish the change.
   */
  ObservedResource update(UpdateRequest request, CallContext context) throws ProviderException;

  /** Deletes the resource. That it is gone already is success. */
  void delete(DeleteRequest request, CallContext context) throws ProviderException;

  /**
   * Looks for what an interrupted {@link #create} made, by its key. Empty when nothing was made.
   * What is found need not be complete: the engine plans an update from what is observed here.
   * Types whose manifest entry says {@code "external": false} live in state only; they are never
   * asked.
   */
  default Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return Optional.empty();
  }

  /**
   * Finds an existing resource by the identifier that its system gives it, for {@code paas import}.
   * Empty when there is none; called only for types whose manifest entry says {@code "imports":
   * true}.
   */
  default Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    return Optional.empty();
  }

  /**
   * Checks before anything is changed whether a planned step is likely to be allowed: permissions,
   * quota, name conflicts, free ports. Called for each create and update when apply begins; throws
   * when the step would fail. Changes nothing.
   */
  default void preflight(PreflightRequest request, CallContext context) throws ProviderException {}
}

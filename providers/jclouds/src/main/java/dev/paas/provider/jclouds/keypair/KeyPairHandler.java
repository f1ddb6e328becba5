package dev.paas.provider.jclouds.keypair;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.call.Scope;
import dev.paas.provider.jclouds.cloud.Cloud.KeyPair;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs of a platform. A cloud keeps nothing with them but their names, so the idempotency key
 * is in those. A generated private key that was lost in a crash cannot be had again: the pair is
 * then generated anew, under the same name.
 */
public final class KeyPairHandler implements ResourceHandler {
  private static final int KEY_LENGTH = 12;

  private final Scope scope;

  public KeyPairHandler(Scope scope) {
    this.scope = scope;
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    if (!scope.cloud().abilities().keyPairs()) {
      throw ProviderException.builder(scope.cloud().abilities().api() + " cannot keep keys")
          .hint("Put a key into the image.")
          .build();
    }
    MapValue proposed = request.proposed();
    boolean given = request.configuration().has("publicKey");
    if (given) {
      MapValue prior = request.prior();
      return PlannedResource.of(
          prior == null || !prior.has("privateKey")
              ? proposed.with("privateKey", Value.nullValue())
              : proposed);
    }
    boolean lost = request.prior() != null && !request.prior().has("privateKey");
    return PlannedResource.of(
        lost
            ? proposed.toBuilder()
                .put("publicKey", Value.unknown())
                .put("privateKey", Value.unknown())
                .put("fingerprint", Value.unknown())
                .build()
            : proposed);
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return readAll(List.of(request), context).get(0);
  }

  @Override
  public List<Optional<ObservedResource>> readAll(List<ReadRequest> requests, CallContext context)
      throws ProviderException {
    if (requests.isEmpty()) {
      return List.of();
    }
    List<KeyPair> pairs = Failures.told(context, () -> scope.cloud().keyPairs());
    List<Optional<ObservedResource>> all = new ArrayList<>(requests.size());
    for (ReadRequest request : requests) {
      MapValue recorded = request.attributes();
      all.add(
          named(pairs, recorded.getString("name", ""))
              .map(pair -> observed(recorded, pair, recorded.get("privateKey"))));
    }
    return all;
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    String name = name(request.address(), request.key());
    return Failures.told(
        context,
        () -> {
          Optional<KeyPair> made = named(scope.cloud().keyPairs(), name);
          if (made.isPresent() && request.planned().has("publicKey")) {
            if (!request.planned().getOrNull("publicKey").isUnknown()) {
              return observed(request.planned(), made.get(), null);
            }
          }
          return add(request.planned(), name, made.isPresent());
        });
  }

  private ObservedResource add(MapValue planned, String name, boolean replace)
      throws CloudException, InterruptedException, ProviderException {
    String given = planned.getString("publicKey");
    GeneratedKey generated = given == null ? GeneratedKey.make() : null;
    if (replace) {
      scope.cloud().deleteKeyPair(name);
    }
    String publicKey = generated == null ? String.valueOf(given) : generated.publicKey();
    register(name, publicKey, given != null);
    KeyPair pair =
        named(scope.cloud().keyPairs(), name)
            .orElseThrow(
                () -> new CloudException(CloudException.Kind.FAILED, "the new key pair is gone"));
    return observed(
        planned, pair, generated == null ? null : Value.of(generated.privateKey()).asSensitive());
  }

  private void register(String name, String publicKey, boolean given)
      throws CloudException, InterruptedException, ProviderException {
    try {
      scope.cloud().addKeyPair(name, publicKey);
    } catch (CloudException e) {
      if (given && e.kind() == CloudException.Kind.REFUSED) {
        throw Failures.explain(e).path(ValuePath.of("publicKey")).build();
      }
      throw e;
    }
  }

  /** Only what was lost, or exchanged by somebody else, is made anew in place. */
  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return Failures.told(
        context,
        () -> {
          String name = request.prior().getString("name", "");
          Optional<KeyPair> pair = named(scope.cloud().keyPairs(), name);
          Value publicKey = request.planned().getOrNull("publicKey");
          if (pair.isPresent() && !publicKey.isUnknown()) {
            return observed(request.planned(), pair.get(), request.planned().get("privateKey"));
          }
          return add(request.planned(), name, pair.isPresent());
        });
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    Failures.told(
        context,
        () -> {
          scope.cloud().deleteKeyPair(request.attributes().getString("name", ""));
          return true;
        });
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    String name = name(request.address(), request.key());
    List<KeyPair> pairs = Failures.told(context, () -> scope.cloud().keyPairs());
    return named(pairs, name).map(pair -> observed(request.planned(), pair, null));
  }

  private String name(String address, String key) {
    return scope.names().of(address) + "-" + key.substring(0, Math.min(KEY_LENGTH, key.length()));
  }

  private static Optional<KeyPair> named(List<KeyPair> pairs, String name) {
    return pairs.stream().filter(pair -> pair.name().equals(name)).findFirst();
  }

  /** A private key that does not belong to the cloud's public one any more is none. */
  private static ObservedResource observed(
      MapValue recorded, KeyPair pair, @Nullable Value privateKey) {
    String known = recorded.getString("publicKey");
    boolean told = !pair.publicKey().isEmpty();
    boolean same =
        known == null || !told || withoutComment(known).equals(withoutComment(pair.publicKey()));
    MapValue.Builder real = recorded.toBuilder().put("name", pair.name());
    if (told && (known == null || !same)) {
      real.put("publicKey", pair.publicKey());
    }
    real.put("fingerprint", pair.fingerprint());
    real.put("privateKey", same && privateKey != null ? privateKey : Value.nullValue());
    return new ObservedResource(pair.name(), real.build());
  }

  private static String withoutComment(String key) {
    String[] words = key.strip().split("\\s+", 3);
    return words.length < 2 ? key : words[0] + " " + words[1];
  }
}

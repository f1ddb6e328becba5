package dev.paas.provider.docker.image;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.connection.ImageReference;
import dev.paas.provider.docker.connection.RegistryLogins;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pulls images, with the login that their registry needs. */
public final class ImagePull {
  private final Scope scope;

  public ImagePull(Scope scope) {
    this.scope = scope;
  }

  /**
   * Pulls an image, unless it is named by its digest and is there already.
   *
   * @param text a name with a tag or a digest
   * @param registry the attribute {@code registry}; empty for the logins that are configured
   * @param path the attribute to blame when it fails
   */
  public ImageDetail run(String text, MapValue registry, ValuePath path, CallContext call)
      throws ProviderException, EngineException, InterruptedException {
    ImageReference reference = ImageReference.parse(text);
    if (reference.digest() != null) {
      Optional<ImageDetail> present = scope.engine().image(reference.pullable());
      if (present.isPresent()) {
        return present.get();
      }
    }
    RegistryLogins.Found login = login(reference, registry);
    call.progress("pulling " + reference.pullable());
    try {
      scope.engine().pull(reference.pullable(), login.login(), call::progress);
    } catch (EngineException e) {
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.BROKEN) {
        throw e;
      }
      throw failed(e, reference, login.problem(), path);
    }
    return scope
        .engine()
        .image(reference.pullable())
        .orElseThrow(() -> new EngineException(Kind.FAILED, "the pulled image is gone at once"));
  }

  private RegistryLogins.Found login(ImageReference reference, MapValue registry)
      throws EngineException, InterruptedException {
    if (registry.isEmpty()) {
      return scope.logins().find(reference.registry());
    }
    String server = registry.getString("server", reference.registry());
    return new RegistryLogins.Found(
        RegistryLogins.of(
            server, registry.getString("username", ""), registry.getString("password", "")),
        null);
  }

  private static ProviderException failed(
      EngineException e, ImageReference reference, @Nullable String problem, ValuePath path) {
    ProviderException told = Failures.explain(e).build();
    ProviderException.Builder builder =
        ProviderException.builder(reference.pullable() + " cannot be pulled: " + told.reason())
            .detail(problem == null ? told.detail() : problem)
            .hint(told.hint())
            .path(path)
            .cause(e);
    return (told.retryable() ? builder.retryable() : builder).build();
  }
}

package dev.paas.core.plan;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.NotYetKnownException;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.evaluation.Origin;
import dev.paas.core.platform.ProviderDeclaration;
import org.jspecify.annotations.Nullable;

/** What to say of a provider whose settings are known only after apply. */
final class UnknownSettings {
  private UnknownSettings() {}

  /**
   * @param source the reference that is not known; {@code null} when it cannot be named
   */
  static NotYetKnownException of(ProviderDeclaration provider, @Nullable Origin source) {
    String target = target(provider, source);
    Diagnostic.Builder error =
        Diagnostic.error(
                Problem.PROVIDER_UNKNOWN_SETTINGS,
                "the settings of the provider " + provider.alias() + " are known only after apply")
            .detail("The provider is needed to make this plan.")
            .at(provider.span());
    if (!target.isEmpty()) {
      error.hint("Make what they depend on first, with --target " + target + ".");
    }
    return new NotYetKnownException(
        "provider", source == null ? "" : source.toString(), target, error.build());
  }

  /** What must be there first: of the first reference, when it is not known which it is. */
  private static String target(ProviderDeclaration provider, @Nullable Origin source) {
    if (source != null) {
      return source.address();
    }
    StringBuilder target = new StringBuilder();
    provider
        .configuration()
        .forEachReference(
            reference -> {
              if (target.isEmpty() && !reference.steps().isEmpty()) {
                target.append(reference.root()).append('.').append(reference.name(0));
              }
            });
    return target.toString();
  }
}

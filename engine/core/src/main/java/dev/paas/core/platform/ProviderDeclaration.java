package dev.paas.core.platform;

import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.Node;
import org.jspecify.annotations.Nullable;

/**
 * A configured plugin.
 *
 * @param alias its name in the platform
 * @param plugin the plugin
 * @param configuration its configuration, a map
 * @param node where its configuration stands; {@code null} for one that is not declared
 * @param span where it is declared; {@code null} for one that is not
 */
public record ProviderDeclaration(
    String alias,
    PluginManifest plugin,
    Expression configuration,
    @Nullable Node node,
    @Nullable Span span) {}

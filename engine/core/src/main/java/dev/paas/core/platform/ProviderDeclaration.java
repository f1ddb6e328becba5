package dev.paas.core.platform;

import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.Literal;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.spi.value.MapValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configured plugin.
 *
 * @param alias its name in the platform
 * @param plugin the plugin
 * @param configuration its configuration, a map
 * @param node where its configuration stands; {@code null} for one that is not declared
 * @param span where it is declared; {@code null} for one that is not
 * @param bounds how much it may be asked
 */
public record ProviderDeclaration(
    String alias,
    PluginManifest plugin,
    Expression configuration,
    @Nullable Node node,
    @Nullable Span span,
    Bounds bounds) {
  /**
   * How much a provider may be asked.
   *
   * @param parallelism how many calls may be under way at once; {@code null} for as many as the
   *     plugin says
   * @param rate how often they may begin; {@code null} for no limit
   */
  public record Bounds(@Nullable Integer parallelism, @Nullable RateLimit rate) {
    /** Of a provider that says nothing. */
    public static final Bounds USUAL = new Bounds(null, null);
  }

  private static final MappingNode EMPTY =
      new MappingNode(new Source("(no file)", ""), 1, 1, List.of());

  /** A provider that nobody declared, called like its plugin and with the plugin's own settings. */
  public static ProviderDeclaration undeclared(PluginManifest plugin) {
    return new ProviderDeclaration(
        plugin.name(), plugin, new Literal(MapValue.empty(), EMPTY), null, null, Bounds.USUAL);
  }
}

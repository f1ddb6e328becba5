package dev.paas.core.engine;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Span;
import dev.paas.core.encryption.KeySettings;
import dev.paas.core.evaluation.Evaluation;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.plugin.PluginCatalog;
import dev.paas.core.plugin.PluginManifest;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.state.StateDiagnostics;
import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateSettings;
import dev.paas.spi.state.StateStore;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the store that {@code state:} describes. */
final class StateOpener {
  static final String DEFAULT_BACKEND = "local";
  private static final Set<String> USABLE_ROOTS = Set.of("vars", "env", "platform");

  private final PluginCatalog plugins;
  private final ExpressionParser parser;

  StateOpener(PluginCatalog plugins, ExpressionParser parser) {
    this.plugins = plugins;
    this.parser = parser;
  }

  /**
   * Opens it.
   *
   * @param section the section; {@code null} for the default
   * @param platform which platform it is
   * @param directory its folder, absolute
   * @param evaluation evaluates its settings, where there are any
   * @throws DiagnosticException when that cannot be done
   */
  StateStore open(
      @Nullable MappingNode section,
      PlatformIdentity platform,
      Path directory,
      Supplier<Evaluation> evaluation,
      Map<String, String> environment) {
    PluginManifest plugin = backend(section);
    MapValue configuration = configuration(section, plugin, evaluation);
    try {
      return plugins
          .stateBackend(plugin)
          .open(new StateSettings(configuration, platform, directory, environment));
    } catch (StateException failure) {
      Diagnostic why = StateDiagnostics.of(failure);
      Span span = section == null ? null : section.span();
      throw Diagnostic.error(why.problem(), why.summary())
          .detail(why.detail())
          .hint(why.hint())
          .at(span)
          .toException();
    }
  }

  /**
   * The backend that a section names.
   *
   * @throws DiagnosticException when it is not installed
   */
  PluginManifest backend(@Nullable MappingNode section) {
    ScalarNode named =
        section != null && section.get("backend") instanceof ScalarNode scalar ? scalar : null;
    String backend = named == null ? DEFAULT_BACKEND : named.text();
    PluginManifest plugin = plugins.plugin(backend);
    if (plugin == null || !plugin.isStateBackend()) {
      List<String> known =
          plugins.plugins().stream()
              .filter(PluginManifest::isStateBackend)
              .map(PluginManifest::name)
              .toList();
      throw Diagnostic.error(
              Problem.STATE_SETTINGS, "there is no state backend \"" + backend + "\"")
          .hint(DidYouMean.hint(backend, known))
          .at(named == null ? null : named.span())
          .toException();
    }
    return plugin;
  }

  private MapValue configuration(
      @Nullable MappingNode section, PluginManifest plugin, Supplier<Evaluation> evaluation) {
    if (section == null) {
      return MapValue.empty();
    }
    Diagnostics problems = new Diagnostics();
    MappingNode settings =
        section.without(Set.of("backend", HistorySettings.KEY, KeySettings.SECTION));
    plugin.backendConfiguration().check(settings, "state", section.span(), problems);
    Expression expression = parser.parse((Node) settings, problems);
    expression.forEachReference(
        reference -> {
          if (!USABLE_ROOTS.contains(reference.root())) {
            problems.add(
                Diagnostic.error(
                        Problem.EXPRESSION_NOT_ALLOWED,
                        "the settings of the state cannot refer to " + reference)
                    .detail("The state must be open before anything else is known.")
                    .hint("Use vars, env or platform.")
                    .at(reference.span()));
          }
        });
    problems.throwIfErrors();
    Value value = evaluation.get().evaluate(expression);
    plugin.backendConfiguration().check(value, settings, "state", section.span(), problems);
    problems.throwIfErrors();
    return ((MapValue) value.unwrapped()).revealed();
  }
}

package dev.paas.core.plan;

import dev.paas.core.address.Address;
import dev.paas.core.evaluation.PlatformGraph;
import dev.paas.core.platform.ModuleCall;
import dev.paas.core.platform.Platform;
import dev.paas.core.platform.ProviderDeclaration;
import dev.paas.core.platform.ResourceDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which declaration refers to which, for people to look at. */
public final class References {
  private References() {}

  /**
   * Each declaration with what it directly refers to, in the order of the file.
   *
   * @throws dev.paas.core.diagnostic.DiagnosticException when they refer to one another in a circle
   */
  public static Map<Address, List<Address>> of(Platform platform) {
    PlatformGraph graph = PlatformGraph.of(platform);
    DependencyCollector collector = new DependencyCollector(platform);
    // In the order of evaluation: then none needs another one that is not collected yet.
    graph.visit(
        new PlatformGraph.Visitor() {
          @Override
          public void provider(ProviderDeclaration provider) {}

          @Override
          public void module(ModuleCall call) {}

          @Override
          public void instances(ResourceDeclaration resource) {}

          @Override
          public void resource(ResourceDeclaration resource) {
            collector.of(resource);
          }
        });
    Map<Address, List<Address>> references = new LinkedHashMap<>();
    for (ResourceDeclaration resource : platform.resources()) {
      if (!resource.ephemeral()) {
        references.put(resource.declared(), collector.of(resource));
      }
    }
    return references;
  }
}

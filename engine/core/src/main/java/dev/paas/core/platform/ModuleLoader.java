package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.schema.SchemaValidator;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the modules that a platform calls, and those that they call, once for each call. What is
 * wrong in a module is said once, with the chain of calls that leads to it.
 */
final class ModuleLoader {
  private final ModuleFolders folders;
  private final @Nullable RecordedDocuments recorded;
  private final ExpressionParser parser;
  private final IntSupplier numbers;
  private final Diagnostics diagnostics;
  private final Map<Path, Document> documents = new HashMap<>();
  private final Set<Source> sources = new LinkedHashSet<>();
  private final List<Loaded> loaded = new ArrayList<>();
  private final Set<Diagnostic> told = new LinkedHashSet<>();

  /**
   * A module that was read.
   *
   * @param reader read it
   * @param file its main file; {@code null} for the platform itself
   * @param caller who calls it; {@code null} for the platform itself
   */
  private record Loaded(ModuleReader reader, @Nullable Path file, @Nullable Loaded caller) {
    boolean isIn(Path other) {
      for (Loaded each = this; each != null; each = each.caller) {
        if (other.equals(each.file)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The document of a module.
   *
   * @param merged it; {@code null} when it cannot be used
   * @param problems what is wrong with it, whoever calls it
   */
  private record Document(PlatformFiles.@Nullable Merged merged, List<Diagnostic> problems) {}

  /** A call of a module that is still to be read. */
  private record Open(Loaded caller, MappingNode.Entry entry, MappingNode node) {}

  /**
   * @param platform the platform's own files
   * @param folders finds the folders of modules
   * @param recorded what modules are taken from instead of their files; {@code null} for the files
   * @param numbers numbers all declarations
   */
  ModuleLoader(
      PlatformFiles.Merged platform,
      ModuleFolders folders,
      @Nullable RecordedDocuments recorded,
      ExpressionParser parser,
      IntSupplier numbers,
      Diagnostics diagnostics) {
    this.folders = folders;
    this.recorded = recorded;
    this.parser = parser;
    this.numbers = numbers;
    this.diagnostics = diagnostics;
    sources.addAll(platform.sources());
  }

  /** The files of the platform and of all modules. */
  List<Source> sources() {
    return List.copyOf(sources);
  }

  /** The platform itself and all modules, each after its caller. */
  List<ModuleDeclaration> modules() {
    return loaded.stream().map(each -> each.reader().module()).toList();
  }

  /**
   * Reads all modules.
   *
   * @param platform the platform, read without them
   */
  void load(ModuleReader platform) {
    Deque<Open> open = new ArrayDeque<>();
    Loaded root = new Loaded(platform, null, null);
    loaded.add(root);
    addCalls(root, open);
    while (!open.isEmpty()) {
      Open next = open.pop();
      Diagnostics found = next.caller().file() == null ? diagnostics : new Diagnostics();
      Loaded module = load(next, found);
      if (found != diagnostics) {
        tell(found, next.caller().reader().module());
      }
      if (module != null) {
        loaded.add(module);
        addCalls(module, open);
      }
    }
    shareImplied(platform);
  }

  private static void addCalls(Loaded caller, Deque<Open> open) {
    List<Open> calls = new ArrayList<>();
    if (caller.reader().root().get(Address.MODULES) instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MappingNode node) {
          calls.add(new Open(caller, entry, node));
        }
      }
    }
    for (int i = calls.size() - 1; i >= 0; i--) {
      open.push(calls.get(i));
    }
  }

  private @Nullable Loaded load(Open open, Diagnostics inCaller) {
    ModuleDeclaration caller = open.caller().reader().module();
    ScalarNode source = open.node().get("source") instanceof ScalarNode text ? text : null;
    ModuleFolders.Found found =
        source == null
            ? null
            : folders.find(
                source,
                caller,
                new Address(caller.path(), Address.MODULES, open.entry().name(), null).toString(),
                inCaller);
    if (source == null || found == null) {
      return null;
    }
    if (open.caller().isIn(found.file())) {
      inCaller.add(
          Diagnostic.error(Problem.MODULE_IN_ITSELF, found.name() + " is called by itself")
              .detail("It would hold itself without end.")
              .hint("Remove the call, here or further out.")
              .at(source.span()));
      return null;
    }
    Document document = documents.computeIfAbsent(found.file(), unused -> read(found));
    Diagnostics inModule = new Diagnostics();
    inModule.addAll(document.problems());
    PlatformFiles.Merged merged = document.merged();
    VariableReader variables = new VariableReader(parser, inModule);
    MappingNode root = merged == null ? MappingNode.emptyAt(source) : merged.root();
    Map<String, VariableDeclaration> declared = variables.declarations(root.get("variables"));
    Map<String, Expression> inputs =
        new InputReader(parser, inCaller)
            .read(open.entry().key(), open.node().get("inputs"), declared, variables.names());
    ModuleCall call = call(open, caller, source.text(), inputs, inCaller);
    Path folder = merged == null ? caller.directory() : merged.directory();
    ModuleDeclaration module =
        new ModuleDeclaration(loaded.size(), call, folder, folders.relative(folder));
    module.setVariables(declared);
    if (merged == null) {
      tell(inModule, module);
      return null;
    }
    module.setSources(merged.sources());
    module.setDocument(new WholeDocument(found.file(), merged.root()));
    caller.add(call, module);
    ProviderResolver providers =
        open.caller()
            .reader()
            .providers()
            .forModule(
                open.node().get("providers") instanceof MappingNode map ? map : null,
                ModuleReader.defaultProvider(root),
                inModule);
    ModuleReader reader = new ModuleReader(module, root, providers, parser, numbers, inModule);
    reader.read();
    tell(inModule, module);
    return new Loaded(reader, found.file(), open.caller());
  }

  private ModuleCall call(
      Open open,
      ModuleDeclaration caller,
      String source,
      Map<String, Expression> inputs,
      Diagnostics inCaller) {
    MappingNode node = open.node();
    return new ModuleCall(
        caller.calls().size(),
        caller,
        open.entry().name(),
        open.entry().key(),
        source,
        inputs,
        expression(node.get("count"), inCaller),
        expression(node.get("forEach"), inCaller),
        expression(node.get("when"), inCaller),
        DependsOn.read(node.get("dependsOn"), parser, inCaller));
  }

  private @Nullable Expression expression(@Nullable Node node, Diagnostics inCaller) {
    return node == null || NodeMerge.isNull(node) ? null : parser.parse(node, inCaller);
  }

  private Document read(ModuleFolders.Found found) {
    Diagnostics problems = new Diagnostics();
    RecordedDocuments documents = recorded;
    PlatformFiles.Merged merged =
        documents == null
            ? PlatformFiles.read(found.file(), found.name(), "", problems)
            : documents.module(found, problems);
    if (merged == null) {
      return new Document(null, problems.sorted());
    }
    sources.addAll(merged.sources());
    ModuleKeys.check(merged.root(), problems);
    SchemaValidator.of("urn:paas:module", CoreSchemas.module())
        .check(
            ModuleReader.outline(ModuleKeys.allowed(merged.root())), found.name(), null, problems);
    return new Document(merged, problems.sorted());
  }

  /** What a module's resources refer to by default and it does not declare is the platform's. */
  private void shareImplied(ModuleReader platform) {
    Set<String> implied = new LinkedHashSet<>();
    loaded.forEach(each -> implied.addAll(each.reader().implied()));
    platform.declareImplied(implied);
    for (Loaded each : loaded) {
      ModuleDeclaration module = each.reader().module();
      for (String address : each.reader().implied()) {
        int dot = address.indexOf('.');
        ResourceDeclaration shared =
            platform.module().resource(address.substring(0, dot), address.substring(dot + 1));
        if (shared != null && !module.isRoot()) {
          module.name(shared);
        }
      }
    }
  }

  /** Checks the references in all modules but the platform itself. */
  void bindAll() {
    for (Loaded each : loaded) {
      ModuleDeclaration module = each.reader().module();
      if (!module.isRoot()) {
        Diagnostics found = new Diagnostics();
        new ReferenceBinder(module, each.reader().unreadable(), found).bindAll();
        new TypeChecker(module, each.reader().unreadable(), found).checkAll();
        tell(found, module);
      }
    }
  }

  /** Says what was found in a module, unless that was said for another call of it. */
  private void tell(Diagnostics found, ModuleDeclaration module) {
    for (Diagnostic each : found.sorted()) {
      if (told.add(each)) {
        diagnostics.add(ModuleTrace.within(module, each));
      }
    }
  }
}

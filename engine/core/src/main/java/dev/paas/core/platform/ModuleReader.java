package dev.paas.core.platform;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.expression.Expression;
import dev.paas.core.expression.ExpressionParser;
import dev.paas.core.parallel.ParallelLoop;
import dev.paas.core.schema.CoreSchemas;
import dev.paas.core.source.MappingNode;
import dev.paas.core.source.Node;
import dev.paas.core.source.ScalarNode;
import dev.paas.core.source.ScalarStyle;
import dev.paas.spi.value.BooleanValue;
import dev.paas.spi.value.StringValue;
import dev.paas.spi.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a document declares into a module: that of the platform itself, or of a module as one
 * call has it. Variables and calls of other modules are read by others.
 */
final class ModuleReader {
  /** So many entries a thread reads at a time; so few are not worth another thread. */
  private static final int SHARE = 256;

  private final ModuleDeclaration module;
  private final MappingNode root;
  private final ProviderResolver providers;
  private final ExpressionParser parser;
  private final IntSupplier numbers;
  private final Diagnostics diagnostics;
  private final @Nullable MappingNode defaults;
  private final Set<String> declared = new LinkedHashSet<>();
  private final Set<String> usedDefaults = new HashSet<>();
  private final Set<String> implied = new LinkedHashSet<>();

  /**
   * @param module gets what is read
   * @param root the document
   * @param numbers numbers all declarations
   */
  ModuleReader(
      ModuleDeclaration module,
      MappingNode root,
      ProviderResolver providers,
      ExpressionParser parser,
      IntSupplier numbers,
      Diagnostics diagnostics) {
    this.module = module;
    this.root = root;
    this.providers = providers;
    this.parser = parser;
    this.numbers = numbers;
    this.diagnostics = diagnostics;
    this.defaults =
        root.get("defaults") instanceof MappingNode map ? map.without(Set.of("provider")) : null;
  }

  /** Whether the document has an entry in a section, whatever is in it. */
  private boolean declares(String section, String name) {
    return root.get(section) instanceof MappingNode entries && entries.get(name) != null;
  }

  ModuleDeclaration module() {
    return module;
  }

  MappingNode root() {
    return root;
  }

  ProviderResolver providers() {
    return providers;
  }

  /** The provider that a document prefers; {@code null} when it does not say. */
  static @Nullable String defaultProvider(MappingNode root) {
    return root.get("defaults") instanceof MappingNode defaults
            && defaults.get("provider") instanceof ScalarNode name
        ? name.text()
        : null;
  }

  /** Reads resources, locals and outputs. */
  void read() {
    resources();
    checkDefaults(defaults, usedDefaults);
    module.setLocals(locals(root.get("locals")));
    module.setOutputs(outputs(root.get("outputs")));
    module.setRefactorings(new RefactoringReader(module.path(), parser, diagnostics).read(root));
  }

  /** What is declared but had errors: whoever refers to it need not be told that it is missing. */
  Set<String> unreadable() {
    Set<String> unreadable = new TreeSet<>();
    for (MappingNode.Entry section : root.entries()) {
      if (section.value() instanceof MappingNode entries) {
        boolean variables = section.name().equals("variables");
        boolean calls = section.name().equals(Address.MODULES);
        for (MappingNode.Entry entry : entries.entries()) {
          String name = entry.name();
          boolean read =
              variables
                  ? module.variables().containsKey(name)
                  : calls
                      ? module.calls().containsKey(name)
                      : module.resource(section.name(), name) != null;
          if (!read) {
            unreadable.add((variables ? "vars" : section.name()) + "." + name);
          }
        }
      }
    }
    return unreadable;
  }

  /**
   * What of the document its schema has to judge: it without the insides of resources, which are
   * checked against their own schemas, and without the entries that are right to look at.
   */
  static MappingNode outline(MappingNode root) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    for (MappingNode.Entry entry : root.entries()) {
      if (CoreSchemas.isSection(entry.name()) && entry.value() instanceof MappingNode map) {
        boolean typed = CoreSchemas.isTyped(entry.name());
        entries.add(new MappingNode.Entry(entry.key(), hollow(map, typed)));
      } else {
        entries.add(entry);
      }
    }
    return new MappingNode(root.source(), root.line(), root.column(), entries);
  }

  private static MappingNode hollow(MappingNode section, boolean keepType) {
    List<MappingNode.Entry> entries = new ArrayList<>();
    for (MappingNode.Entry entry : section.entries()) {
      Node value = entry.value();
      if (value instanceof MappingNode map) {
        ScalarNode typeKey = keepType ? map.key("type") : null;
        Node type = typeKey == null ? null : map.get("type");
        if ((!keepType || isName(type)) && CoreSchemas.isName(entry.name())) {
          continue;
        }
        List<MappingNode.Entry> kept =
            typeKey == null || type == null
                ? List.of()
                : List.of(new MappingNode.Entry(typeKey, type));
        value = new MappingNode(map.source(), map.line(), map.column(), kept);
      }
      entries.add(new MappingNode.Entry(entry.key(), value));
    }
    return new MappingNode(section.source(), section.line(), section.column(), entries);
  }

  private static boolean isName(@Nullable Node node) {
    return node instanceof ScalarNode scalar && scalar.value() instanceof StringValue;
  }

  private void resources() {
    List<TypedEntry> found = new ArrayList<>();
    for (MappingNode.Entry entry : root.entries()) {
      if (CoreSchemas.isSection(entry.name()) && entry.value() instanceof MappingNode map) {
        for (MappingNode.Entry resource : map.entries()) {
          declared.add(entry.name() + "." + resource.name());
          TypedEntry typed = typed(entry.name(), resource, false);
          if (typed != null) {
            found.add(typed);
          }
        }
      }
    }
    Share[] shares = new Share[(found.size() + SHARE - 1) / SHARE];
    ParallelLoop.run(
        found.size(), SHARE, (from, to) -> shares[from / SHARE] = read(found.subList(from, to)));
    for (Share share : shares) {
      take(share);
    }
  }

  /** The type of an entry; {@code null} after an error that leaves nothing of it. */
  private @Nullable TypedEntry typed(String section, MappingNode.Entry entry, boolean isImplied) {
    MappingNode all =
        entry.value() instanceof MappingNode map ? map : MappingNode.emptyAt(entry.key());
    ScalarNode provider = all.get("provider") instanceof ScalarNode scalar ? scalar : null;
    ProviderResolver.Resolved resolved;
    if (CoreSchemas.isTyped(section)) {
      boolean lookup = section.equals(CoreSchemas.DATA);
      resolved =
          all.get("type") instanceof ScalarNode named
              ? providers.type(named, provider, lookup)
              : null;
    } else {
      resolved = providers.section(section, entry.key(), provider, isImplied);
    }
    return resolved == null
        ? null
        : new TypedEntry(numbers.getAsInt(), section, entry.key(), all, resolved, isImplied);
  }

  /** What became of a few entries. */
  private record Share(
      List<ResourceDeclaration> read, ResourceReader reader, Diagnostics diagnostics) {}

  private Share read(List<TypedEntry> entries) {
    Diagnostics found = new Diagnostics();
    ResourceReader reader = new ResourceReader(module, parser, defaults, this::declares, found);
    List<ResourceDeclaration> read = new ArrayList<>(entries.size());
    for (TypedEntry entry : entries) {
      read.add(reader.read(entry));
    }
    return new Share(read, reader, found);
  }

  private void take(Share share) {
    share.read().forEach(module::add);
    usedDefaults.addAll(share.reader().usedDefaults());
    implied.addAll(share.reader().implied());
    diagnostics.addAll(share.diagnostics().sorted());
  }

  /** What is referred to by default and not declared here: {@code networks.default}. */
  Set<String> implied() {
    Set<String> open = new LinkedHashSet<>(implied);
    open.removeAll(declared);
    return open;
  }

  /** Declares what is referred to by default. */
  void declareImplied(Set<String> addresses) {
    for (String address : addresses) {
      if (declared.add(address)) {
        TypedEntry typed = implied(address);
        if (typed != null) {
          take(read(List.of(typed)));
        }
      }
    }
  }

  private @Nullable TypedEntry implied(String address) {
    int dot = address.indexOf('.');
    String name = address.substring(dot + 1);
    ScalarNode services = root.key("services") != null ? root.key("services") : root.key("modules");
    ScalarNode at = services == null ? root.entries().get(0).key() : services;
    ScalarNode key =
        new ScalarNode(
            at.source(),
            at.line(),
            at.column(),
            at.offset(),
            name,
            ScalarStyle.PLAIN,
            Value.of(name));
    MappingNode.Entry entry = new MappingNode.Entry(key, MappingNode.emptyAt(key));
    return typed(address.substring(0, dot), entry, true);
  }

  private void checkDefaults(@Nullable MappingNode defaults, Set<String> used) {
    if (defaults == null) {
      return;
    }
    Set<String> known = new TreeSet<>();
    for (String section : CoreSchemas.SECTIONS) {
      CoreSchemas.section(section)
          .get("properties")
          .properties()
          .forEach(property -> known.add(property.getKey()));
    }
    for (MappingNode.Entry entry : defaults.entries()) {
      if (!used.contains(entry.name()) && !known.contains(entry.name())) {
        diagnostics.add(
            Diagnostic.error(
                    Problem.SCHEMA_UNKNOWN_KEY,
                    "no resource has the key \"" + entry.name() + "\" of defaults")
                .hint(DidYouMean.hint(entry.name(), known))
                .at(entry.key().span()));
      }
    }
  }

  private Map<String, LocalDeclaration> locals(@Nullable Node section) {
    Map<String, LocalDeclaration> locals = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        Expression value = parser.parse(entry.value(), diagnostics);
        locals.put(
            entry.name(), new LocalDeclaration(locals.size(), entry.name(), entry.key(), value));
      }
    }
    return locals;
  }

  private Map<String, OutputDeclaration> outputs(@Nullable Node section) {
    Map<String, OutputDeclaration> outputs = new LinkedHashMap<>();
    if (section instanceof MappingNode map) {
      for (MappingNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MappingNode node && node.get("value") != null) {
          outputs.put(entry.name(), output(entry, node));
        }
      }
    }
    return outputs;
  }

  private OutputDeclaration output(MappingNode.Entry entry, MappingNode node) {
    Node value = node.get("value");
    Node sensitive = node.get("sensitive");
    return new OutputDeclaration(
        entry.name(),
        entry.key(),
        parser.parse(value == null ? node : value, diagnostics),
        text(node, "description", ""),
        sensitive instanceof ScalarNode scalar
            && scalar.value() instanceof BooleanValue truth
            && truth.value());
  }

  private static String text(MappingNode map, String key, String otherwise) {
    return map.get(key) instanceof ScalarNode scalar ? scalar.text() : otherwise;
  }
}

package dev.paas.cli.differential;

import dev.paas.core.address.Address;
import dev.paas.core.apply.Applier;
import dev.paas.core.apply.ApplyListener;
import dev.paas.core.apply.ApplyResult;
import dev.paas.core.apply.IdempotencyKeys;
import dev.paas.core.apply.Interruption;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.engine.Engine;
import dev.paas.core.engine.EngineSettings;
import dev.paas.core.history.Occasion;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PlanListener;
import dev.paas.core.plan.PlanOptions;
import dev.paas.core.plan.PlannedPlatform;
import dev.paas.core.plan.Step;
import dev.paas.core.platform.VariableInputs;
import dev.paas.core.provider.CallListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** This engine, in a folder of its own. */
final class Paas {
  private static final String SECTION = "resources.";

  private final Path folder;
  private final List<Path> plugins;
  private final AtomicInteger keys = new AtomicInteger();

  Paas(Path folder, List<Path> plugins) {
    this.folder = folder;
    this.plugins = plugins;
  }

  private Engine engine() {
    return Engine.open(
        new EngineSettings(
            folder.resolve("platform.yaml"),
            "platform.yaml",
            "",
            VariableInputs.of(Map.of()),
            plugins,
            1),
        new CallListener() {});
  }

  /** Plans and applies a configuration. */
  Outcome apply(Configuration configuration) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("platform.yaml"), configuration.platform());
    try (Engine engine = engine()) {
      PlannedPlatform planned = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE);
      List<String> order = new ArrayList<>();
      ApplyResult result = engine.apply(planned, how(order));
      if (!result.isComplete()) {
        return Outcome.refused(result.errors().toString());
      }
      return new Outcome(null, actions(planned.plan()), steps(planned.plan()), order);
    } catch (DiagnosticException refused) {
      return Outcome.refused(refused.diagnostics().toString());
    }
  }

  private Applier.Settings how(List<String> order) {
    IdempotencyKeys next = () -> "key" + keys.incrementAndGet();
    ApplyListener listener =
        new ApplyListener() {
          @Override
          public void began(Step step) {
            if (step.kind() != Step.Kind.FORGET) {
              order.add(told(step));
            }
          }
        };
    return new Applier.Settings(
        new Occasion("apply", "test", "0"),
        "test",
        Duration.ZERO,
        1,
        next,
        listener,
        new Interruption());
  }

  /** What is left to do; empty for nothing. */
  String left() throws InterruptedException {
    try (Engine engine = engine()) {
      Plan plan = engine.plan(PlanOptions.DEFAULT, PlanListener.NONE).plan();
      return plan.isEmpty() && plan.steps().isEmpty() && plan.corrections().isEmpty()
          ? ""
          : plan.toString();
    }
  }

  private static Map<String, String> actions(Plan plan) {
    Map<String, String> actions = new TreeMap<>();
    for (Change change : plan.changes()) {
      String action =
          switch (change.action()) {
            case CREATE -> "create";
            case UPDATE -> "update";
            case REPLACE -> change.createFirst() ? "replace, new first" : "replace";
            case DELETE -> "delete";
            case FORGET -> "forget";
            case ADOPT, RECORD, NONE, MOVE, IMPORT, READ -> "";
          };
      Address from = change.movedFrom();
      if (from != null) {
        String rest = action.isEmpty() ? "" : ", " + action;
        action = "moved from " + shortened(from.toString()) + rest;
      }
      if (!action.isEmpty()) {
        actions.put(shortened(change.address().toString()), action);
      }
    }
    return actions;
  }

  private static String shortened(String address) {
    return address.startsWith(SECTION) ? address.substring(SECTION.length()) : address;
  }

  private static Map<String, Set<String>> steps(Plan plan) {
    Map<String, Set<String>> edges = new TreeMap<>();
    Set<String> steps = new TreeSet<>();
    for (Step step : plan.steps()) {
      String name = name(step);
      if (step.kind() != Step.Kind.GATE && step.kind() != Step.Kind.FORGET) {
        steps.add(name);
      }
      Set<String> before = edges.computeIfAbsent(name, unused -> new TreeSet<>());
      step.after().forEach(id -> before.add(name(plan.steps().get(id))));
    }
    return Outcome.closed(edges, steps);
  }

  private static String name(Step step) {
    return step.kind() == Step.Kind.GATE ? "gate " + step.id() : told(step);
  }

  private static String told(Step step) {
    String kind =
        switch (step.kind()) {
          case CREATE -> "C ";
          case UPDATE -> "U ";
          case DELETE -> "D ";
          case DELETE_DEPOSED -> "Dd ";
          case FORGET -> "F ";
          case READ -> "R ";
          case CHECK -> "? ";
          case GATE -> "G ";
        };
    return kind + shortened(step.address().toString());
  }
}

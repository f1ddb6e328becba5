package dev.paas.cli.review;

import dev.paas.cli.page.Html;
import dev.paas.cli.page.Page;
import dev.paas.cli.page.Page.Detail;
import dev.paas.cli.page.Page.Item;
import dev.paas.cli.page.Page.Section;
import dev.paas.cli.picture.Picture;
import dev.paas.cli.text.ValueText;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.git.WorkTree;
import dev.paas.core.plan.Change;
import dev.paas.core.plan.CheckOutcome;
import dev.paas.core.plan.Conditions;
import dev.paas.core.plan.Deferred;
import dev.paas.core.plan.Drift;
import dev.paas.core.plan.OutputChange;
import dev.paas.core.plan.Plan;
import dev.paas.core.plan.PolicyOutcome;
import dev.paas.core.plan.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A plan as a page for a browser. It has all that the plan on a terminal has. */
public final class HtmlPlan implements PlanRenderer {
  @Override
  public void render(PlanReview review, Consumer<String> out) {
    Html.write(page(review), out);
  }

  private static Page page(PlanReview review) {
    Plan plan = review.plan();
    Picture picture = PlanPicture.of(review);
    List<Detail> details = new ArrayList<>();
    if (review.onlyDrift()) {
      plan.drift().forEach(drift -> details.add(detail(drift)));
    } else {
      review.groups().forEach(group -> group.changes().forEach(one -> details.add(detail(one))));
      plan.deferred().forEach(deferred -> details.add(detail(deferred)));
    }
    while (details.size() < picture.nodes().size()) {
      details.add(Detail.of("stays as it is; the order of the changes goes over it"));
    }
    return new Page(
        Wording.title(review),
        Wording.summary(review),
        picture,
        details,
        overview(review, picture));
  }

  private static Detail detail(Change change) {
    int unchanged = AttributeViews.unchanged(change);
    List<String> reasons = change.reasons().stream().map(Reason::text).toList();
    return new Detail(
        Wording.action(change),
        escaped(reasons),
        escaped(change.notes()),
        PageDifferences.of(change),
        unchanged == 0
            ? ""
            : unchanged + (unchanged == 1 ? " attribute" : " attributes") + " unchanged",
        List.of());
  }

  private static Detail detail(Deferred deferred) {
    List<Page.Part> parts = new ArrayList<>();
    for (Change change : deferred.changes()) {
      String address = ValueText.escaped(change.address().toString());
      parts.add(new Page.Part(Wording.symbol(change), address, detail(change)));
    }
    List<String> why = escaped(List.of(Wording.deferred(deferred)));
    return new Detail("deferred until the rest is done", why, List.of(), List.of(), "", parts);
  }

  private static Detail detail(Drift drift) {
    return new Detail(
        drift.gone() ? "is gone" : "was changed outside of paas",
        List.of(),
        List.of(),
        PageDifferences.of(drift),
        "",
        List.of());
  }

  private static List<Section> overview(PlanReview review, Picture picture) {
    Plan plan = review.plan();
    List<Section> sections = new ArrayList<>();
    if (!review.onlyDrift()) {
      risk(review, picture, sections);
      section("Checks", true, checks(plan.checks()), sections);
      section("Policies", true, policies(plan.policies()), sections);
      section("Warnings", true, warnings(plan.warnings()), sections);
      section("Changed outside of paas", false, drift(plan.drift()), sections);
      section("Outputs", false, outputs(review.outputs()), sections);
      section("Deferred", false, items(Wording.deferredNotes(plan.deferred())), sections);
    }
    WorkTree workTree = review.workTree();
    if (workTree != null) {
      String where = Wording.workTree(workTree, ValueText::escaped);
      section("Made from", false, items(List.of(where)), sections);
    }
    return sections;
  }

  private static void section(
      String heading, boolean alarming, List<Item> items, List<Section> sections) {
    if (!items.isEmpty()) {
      sections.add(new Section(heading, alarming, items));
    }
  }

  private static void risk(PlanReview review, Picture picture, List<Section> sections) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < picture.nodes().size(); i++) {
      places.putIfAbsent(picture.nodes().get(i).address(), i);
    }
    review
        .risk()
        .kinds()
        .forEach(
            (kind, addresses) -> {
              List<Item> items = new ArrayList<>();
              for (String address : addresses) {
                Integer place = places.get(address);
                items.add(
                    place == null
                        ? Item.of(ValueText.escaped(address))
                        : new Item(List.of(place), "", List.of()));
              }
              sections.add(new Section(kind, true, items));
            });
  }

  private static List<Item> checks(List<CheckOutcome> checks) {
    List<Item> items = new ArrayList<>();
    for (CheckOutcome check : checks) {
      Diagnostic problem = check.problem();
      if (problem != null) {
        String detail = problem.detail();
        String text = (check.warns() ? "! " : "✗ ") + problem.summary();
        items.add(item(detail == null ? text : text + ": " + detail));
      } else if (check.outcome() == Conditions.Outcome.UNKNOWN) {
        items.add(item("? " + check.name() + ": known after apply"));
      }
    }
    return items;
  }

  private static List<Item> policies(List<PolicyOutcome> policies) {
    List<Item> items = new ArrayList<>();
    for (PolicyOutcome policy : policies) {
      for (PolicyOutcome.Violation violation : policy.violations()) {
        items.add(item((policy.warns() ? "! " : "✗ ") + violation.problem().summary()));
      }
      if (!policy.open().isEmpty()) {
        items.add(item("? " + Wording.open(policy)));
      }
    }
    return items;
  }

  private static List<Item> warnings(List<Diagnostic> warnings) {
    return items(warnings.stream().map(Diagnostic::summary).toList());
  }

  private static List<Item> drift(List<Drift> drift) {
    List<Item> items = new ArrayList<>();
    for (Drift one : drift) {
      String text = one.address() + (one.gone() ? " is gone" : "");
      items.add(new Item(List.of(), ValueText.escaped(text), PageDifferences.of(one)));
    }
    return items;
  }

  private static List<Item> outputs(List<OutputChange> outputs) {
    List<Item> items = new ArrayList<>();
    for (OutputChange output : outputs) {
      items.add(new Item(List.of(), "", List.of(PageDifferences.of(output))));
    }
    return items;
  }

  private static List<Item> items(List<String> texts) {
    return texts.stream().map(HtmlPlan::item).toList();
  }

  private static Item item(String text) {
    return Item.of(ValueText.escaped(text));
  }

  private static List<String> escaped(List<String> texts) {
    return texts.stream().map(ValueText::escaped).toList();
  }
}

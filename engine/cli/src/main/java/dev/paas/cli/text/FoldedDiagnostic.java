package dev.paas.cli.text;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A diagnostic, with others that say the same: of another instance of the same resource at the same
 * place, or in the same words at other places.
 *
 * @param first the first of them
 * @param more the others
 */
record FoldedDiagnostic(Diagnostic first, List<Diagnostic> more) {
  private static final Pattern INSTANCE = Pattern.compile("\\[(\\d+|\"[^\"]*\")\\]");
  private static final int MOST_PLACES = 3;
  private static final int SMALLEST_GROUP = 3;

  FoldedDiagnostic {
    more = List.copyOf(more);
  }

  /**
   * Those that say the same of several instances, together; and when there are more than {@code
   * most} still, those that say the same at several places.
   */
  static List<FoldedDiagnostic> fold(List<Diagnostic> diagnostics, int most) {
    List<FoldedDiagnostic> alone = new ArrayList<>(diagnostics.size());
    diagnostics.forEach(each -> alone.add(new FoldedDiagnostic(each, List.of())));
    List<FoldedDiagnostic> folded = grouped(alone, FoldedDiagnostic::ofInstances);
    return folded.size() <= most ? folded : grouped(folded, FoldedDiagnostic::inWords);
  }

  /** Groups of three and more become one. */
  private static List<FoldedDiagnostic> grouped(
      List<FoldedDiagnostic> all, Function<FoldedDiagnostic, Object> what) {
    Map<Object, List<FoldedDiagnostic>> groups = new LinkedHashMap<>();
    all.forEach(one -> groups.computeIfAbsent(what.apply(one), k -> new ArrayList<>()).add(one));
    List<FoldedDiagnostic> folded = new ArrayList<>();
    Set<Object> done = new HashSet<>();
    for (FoldedDiagnostic one : all) {
      Object key = what.apply(one);
      List<FoldedDiagnostic> group = groups.getOrDefault(key, List.of());
      if (group.size() < SMALLEST_GROUP) {
        folded.add(one);
      } else if (done.add(key)) {
        folded.add(together(group));
      }
    }
    return folded;
  }

  private static FoldedDiagnostic together(List<FoldedDiagnostic> group) {
    List<Diagnostic> more = new ArrayList<>(group.get(0).more);
    for (FoldedDiagnostic other : group.subList(1, group.size())) {
      more.add(other.first);
      more.addAll(other.more);
    }
    return new FoldedDiagnostic(group.get(0).first, more);
  }

  /** What is the same for all instances of a resource. */
  private Object ofInstances() {
    Span span = first.span();
    return span == null
        ? first
        : List.of(
            first.problem(),
            first.severity(),
            span,
            ofAny(first.summary()),
            ofAny(first.detail()),
            ofAny(first.hint()),
            first.output());
  }

  private static String ofAny(@Nullable String text) {
    return text == null ? "" : INSTANCE.matcher(text).replaceAll("[]");
  }

  /** What is the same wherever it is said. */
  private Object inWords() {
    return first.span() == null || !first.related().isEmpty() || !first.output().isEmpty()
        ? List.of(first, more)
        : List.of(
            first.problem(),
            first.severity(),
            first.summary(),
            String.valueOf(first.detail()),
            String.valueOf(first.hint()));
  }

  /** A line about the others; empty when there are none. */
  String others() {
    if (more.isEmpty()) {
      return "";
    }
    List<String> places = new ArrayList<>();
    String last = String.valueOf(first.span());
    for (Diagnostic other : more) {
      String place = place(other);
      if (place != null && !place.equals(last) && !places.contains(place)) {
        places.add(place);
      }
      if (places.size() == MOST_PLACES) {
        break;
      }
    }
    int count = more.size();
    String rest = count > places.size() && !places.isEmpty() ? ", …" : "";
    return "and "
        + count
        + " more like it"
        + (places.isEmpty() ? "" : ": " + String.join(", ", places) + rest);
  }

  /** Which instance, or else where. */
  private @Nullable String place(Diagnostic other) {
    if (first.span() != null && first.span().equals(other.span())) {
      var found = INSTANCE.matcher(other.summary());
      return found.find() ? found.group() : null;
    }
    return other.span() == null ? null : other.span().toString();
  }
}

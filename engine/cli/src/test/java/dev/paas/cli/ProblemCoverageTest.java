package dev.paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.paas.core.diagnostic.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every id of the catalogue is in a golden file, or it is said why it is not. */
final class ProblemCoverageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Pattern ID = Pattern.compile("(?m)^(?:error|warning)\\[([a-z.-]+)]:");

  /** What no case can bring about, and why. */
  private static final Map<String, String> ELSEWHERE = elsewhere();

  private static Map<String, String> elsewhere() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("internal", "a defect of the engine, which no input may reach");
    reasons.put(
        "provider.contract", "needs a provider that breaks the contract: tests of the core");
    reasons.put("state.conflict", "needs another apply at the same moment: TCK of the backends");
    reasons.put("state.lease-lost", "needs a lease to end during an apply: TCK of the backends");
    reasons.put("state.unavailable", "needs a stopped process that has the lock: tests of local");
    reasons.put("state.io", "needs a file system that fails: tests of local");
    return reasons;
  }

  @Test
  void everyProblemIsSeen() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String group : List.of("bad-input", "output")) {
      for (GoldenCase golden : GoldenCase.allIn(GOLDEN.resolve(group))) {
        Matcher ids = ID.matcher(Files.readString(golden.expectedFile()));
        while (ids.find()) {
          seen.add(ids.group(1));
        }
      }
    }
    Set<String> known = new TreeSet<>();
    for (Problem problem : Problem.values()) {
      known.add(problem.id());
    }
    Set<String> missing = new TreeSet<>(known);
    missing.removeAll(seen);
    assertEquals(ELSEWHERE.keySet(), missing, "ids without a golden message");
    seen.removeAll(known);
    assertEquals(Set.of(), seen, "ids that are not in the catalogue");
  }
}

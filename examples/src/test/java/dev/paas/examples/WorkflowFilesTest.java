package dev.paas.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.erosb.jsonsKema.JsonParser;
import com.github.erosb.jsonsKema.SchemaLoader;
import com.github.erosb.jsonsKema.ValidationFailure;
import com.github.erosb.jsonsKema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The files for GitHub Actions and GitLab CI of {@code examples/pull-request}: their form, by
 * schemas that have the part of it that they use and nothing else, so that a misspelled key is a
 * mistake; and that the programs that they call are there.
 */
final class WorkflowFilesTest {
  private static final Path EXAMPLE = ExampleFolder.of("pull-request");
  private static final Pattern PROGRAM = Pattern.compile("\\bci/[a-z-]+");

  private static ValidationFailure validate(String schema, String yaml) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(WorkflowFilesTest.class.getResourceAsStream(schema))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      // YAML 1.1 takes the key for a truth value.
      String json = YamlAsJson.of(yaml.replaceAll("(?m)^on:", "'on':"));
      return Validator.forSchema(new SchemaLoader(new JsonParser(text).parse()).load())
          .validate(new JsonParser(json).parse());
    }
  }

  private static void check(String schema, Path file, String[]... mistakes) throws IOException {
    String text = Files.readString(file);
    assertNull(validate(schema, text), () -> file + " is not valid");
    for (String[] change : mistakes) {
      assertTrue(text.contains(change[0]), change[0]);
      assertNotNull(validate(schema, text.replace(change[0], change[1])), change[1]);
    }
    Matcher programs = PROGRAM.matcher(text);
    TreeSet<String> called = new TreeSet<>();
    while (programs.find()) {
      called.add(programs.group());
    }
    assertEquals(3, called.size(), called::toString);
    called.forEach(
        each -> assertTrue(Files.isExecutable(EXAMPLE.resolve(each)), each + " of " + file));
  }

  private static String[] mistake(String from, String to) {
    return new String[] {from, to};
  }

  @Test
  void theWorkflowForGitHubIsInForm() throws IOException {
    check(
        "github-workflow.schema.json",
        EXAMPLE.resolve(".github/workflows/paas.yml"),
        mistake("runs-on:", "run-on:"),
        mistake("pull_request:\n", "pull_requests:\n"),
        mistake("pull-requests: write", "pull-requests: all"),
        mistake("uses: actions/checkout@v4", "uses: checkout"),
        mistake("- run: ci/plan", "- uses: a/b@v1\n        run: ci/plan"),
        mistake("steps:", "step:"),
        mistake("branches: [main]", "branch: [main]"));
  }

  @Test
  void thePipelineForGitLabIsInForm() throws IOException {
    check(
        "gitlab-ci.schema.json",
        EXAMPLE.resolve(".gitlab-ci.yml"),
        mistake("stage: plan", "stages: plan"),
        mistake("script:", "scripts:"),
        mistake("access: developer", "access: developers"),
        mistake("paths: [plan.paas]", "path: [plan.paas]"),
        mistake("resource_group:", "resource-group:"),
        mistake("- if: $CI_COMMIT_BRANCH", "- iff: $CI_COMMIT_BRANCH"));
  }
}

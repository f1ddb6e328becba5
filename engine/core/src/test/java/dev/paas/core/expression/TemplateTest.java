package dev.paas.core.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DiagnosticException;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Template files: substitutions, loops, conditions, blanks. */
final class TemplateTest {
  private static final MapValue VARIABLES =
      MapValue.builder()
          .put("name", "shop")
          .put("ips", Value.list(Value.of("a"), Value.of("b")))
          .put("none", Value.list())
          .put("ports", MapValue.builder().put("web", 80).put("admin", 81).build())
          .put("on", true)
          .put("u", Value.unknown())
          .put("s", Value.of("hidden").asSensitive())
          .put("list", Value.list(Value.of(1)))
          .build();

  private final Path directory;

  TemplateTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Value render(String text) throws IOException {
    Files.writeString(directory.resolve("t.txt"), text);
    Expressions scope = new Expressions(MapValue.empty(), directory);
    Span user = new Span(new Source("x.yaml", ""), 1, 1, 1);
    return scope.templates().render("t.txt", VARIABLES, scope, user);
  }

  private Diagnostic error(String text) {
    return assertThrows(DiagnosticException.class, () -> render(text)).diagnostics().get(0);
  }

  /** The texts are those of Terraform for the same templates; {@code \} is a line end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a ${name} b>a shop b",
        "%{ for ip in ips }${ip},%{ endfor }>a,b,",
        "start  \\%{ for ip in ips ~}\\\\    server ${ip}\\%{ endfor ~}\\   end>start  \\\\    server a\\\\    server b\\   end",
        "%{ if on }\\A\\%{ else }\\B\\%{ endif }\\X>\\A\\\\X",
        "X   ${~ name ~}   \\  Z\\>Xshop  Z\\",
        "A\\%{~ if on }B\\\\  %{~ endif }C\\  D\\\\${~ name }>AB\\\\C\\  D\\shop",
        "%{ for k, v in ports ~}\\${k}=${v}\\%{ endfor ~}\\.>web=80\\admin=81\\.",
        "%{ for i, ip in ips }${i}${ip}%{ endfor }>0a1b",
        "%{ for p in ports }${p} %{ endfor }>80 81 ",
        "%{for ip in none}${ip}%{endfor}.>.",
        "%{ if !on }A%{ else }B%{ endif }>B",
        "%{ if size(ips) == 2 && on }two%{ endif }>two",
        "%{ for a in ips }%{ for b in ips }%{ if a != b }${a}${b} %{ endif }%{ endfor }%{ endfor }>ab ba ",
        "%{ for name in ips }${name}%{ endfor }${name}>abshop",
        "%{ for x in [1, 2].map(i, i * 2) }${x + 1}%{ endfor }>35",
        "$${name} %%{ if } $ % {} 100%>${name} %{ if } $ % {} 100%",
        "%{ for x in list }${x}%{ endfor }>1",
      })
  void renders(String template, String expected) throws IOException {
    assertEquals(Value.of(expected.replace('\\', '\n')), render(template.replace('\\', '\n')));
  }

  @Test
  void lineEndsOfWindowsStay() throws IOException {
    assertEquals(Value.of("y\r\nE\r\n"), render("y\r\n%{ if on ~}\r\n%{ endif ~}\r\nE\r\n"));
    assertEquals(
        Value.of("a\r\nb\r\n"), render("%{ for ip in ips ~}\r\n${ip}\r\n%{ endfor ~}\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "a\\%{ for ip in ips }>2:1>this for has no endfor",
        "%{ if on }x>1:1>this if has no endif",
        "x %{ endfor }>1:3>there is no for for this endfor",
        "%{ if on }%{ endfor }%{ endif }>1:11>there is no for for this endfor",
        "%{ if on }%{ else }%{ else }%{ endif }>1:20>this if has an else already",
        "%{ fro x in ips }>1:1>there is no directive \"fro\"",
        "%{ for x of ips }%{ endfor }>1:1>this for is not complete",
        "%{ for x in }%{ endfor }>1:1>something is missing in this directive",
        "%{ if }%{ endif }>1:1>something is missing in this directive",
        "%{ if on }%{ endif now }>1:19>after endif nothing is expected",
        "a\\b ${nmae}>2:5>the template is not given \"nmae\"",
        "a\\\\%{ for x in ips }\\ ${x + 1}\\%{ endfor }>4:6>this expression cannot be evaluated",
        "${name>1:1>this ${ has no }",
        "%{ if name }%{ endif }>1:7>the condition of an if must be true or false",
        "%{ for x in name }%{ endfor }>1:13>a for goes over a list or a map, and this is neither",
        "${ips}>1:3>this is a list and cannot be part of a text",
        "${cidrHost('x', 1)}>1:3>this expression cannot be evaluated",
      })
  void refuses(String template, String at, String summary) {
    Diagnostic error = error(template.replace('\\', '\n'));
    assertEquals("t.txt:" + at, String.valueOf(error.span()), error::toString);
    assertEquals(summary, error.summary());
  }

  @Test
  void whatIsUnknownOrSensitiveSpreads() throws IOException {
    assertTrue(render("a ${u}").isUnknown());
    assertTrue(render("%{ if u }a%{ endif }").isUnknown());
    assertTrue(render("%{ for x in u }a%{ endfor }").isUnknown());
    assertTrue(render("%{ for x in [1, u] }${x}%{ endfor }").isUnknown());
    assertEquals(Value.of("ab"), render("%{ if on }ab%{ else }${u}${s}%{ endif }"));
    assertEquals(Value.of("xx"), render("%{ for x in [u, s] }x%{ endfor }"));
    assertEquals(Value.of("a hidden").asSensitive(), render("a ${s}"));
    assertTrue(render("%{ if s == 'x' }a%{ endif }").hasSensitive());
    assertTrue(render("%{ for x in [s] }${x}%{ endfor }").hasSensitive());
  }

  @Test
  void templatesUseOneAnotherUpToADepth() throws IOException {
    Files.writeString(directory.resolve("inner.txt"), "<${who}>");
    assertEquals(
        Value.of("<a><b>"),
        render("%{ for x in ips }${template('inner.txt', {'who': x})}%{ endfor }"));
    Diagnostic error = error("${template('t.txt')}");
    assertEquals("templates use one another too deep", error.summary());
  }

  @Test
  void aTextThatGetsTooLongIsRefused() {
    String nested =
        "%{ for a in big }".repeat(4) + "0123456789".repeat(20) + "%{ endfor }".repeat(4);
    Diagnostic error = error(nested.replace("big", "lists.range(100)"));
    assertEquals("this for makes the text too long", error.summary());
  }
}

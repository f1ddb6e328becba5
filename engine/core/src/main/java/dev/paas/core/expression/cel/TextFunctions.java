package dev.paas.core.expression.cel;

import static dev.paas.core.expression.cel.Functions.DYN;
import static dev.paas.core.expression.cel.Functions.LIST;
import static dev.paas.core.expression.cel.Functions.TEXT;
import static dev.paas.core.expression.cel.Functions.WHOLE;
import static dev.paas.core.expression.cel.Functions.member;
import static dev.paas.core.expression.cel.Functions.plain;
import static dev.paas.core.expression.cel.Functions.takes;
import static dev.paas.core.expression.cel.Functions.text;

import dev.cel.common.values.CelByteString;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Diagnostics;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.json.JsonValues;
import dev.paas.core.source.Node;
import dev.paas.core.source.NodeValues;
import dev.paas.core.source.YamlLimits;
import dev.paas.core.source.YamlReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Functions on texts: encodings, digests, forms. */
final class TextFunctions {
  private TextFunctions() {}

  static List<Function> all() {
    return List.of(
        plain("json.encode", (c, a) -> json(a.get(0)), takes("json_encode", TEXT, DYN)),
        plain("json.decode", (c, a) -> fromJson(a), takes("json_decode", DYN, TEXT)),
        plain("yaml.encode", (c, a) -> yaml(a.get(0)), takes("yaml_encode", TEXT, DYN)),
        plain("yaml.decode", (c, a) -> fromYaml(a), takes("yaml_decode", DYN, TEXT)),
        plain(
            "base64.encode",
            (c, a) -> Base64.getEncoder().encodeToString(bytes(a, "base64.encode")),
            takes("base64_encode_text", TEXT, TEXT)),
        plain(
            "sha256",
            (c, a) -> hex(sha256().digest(bytes(a, "sha256"))),
            takes("sha256_text", TEXT, TEXT),
            takes("sha256_bytes", TEXT, dev.cel.common.types.SimpleType.BYTES)),
        plain(
            "urlEncode",
            (c, a) -> percent(text(a, 0, "urlEncode")),
            takes("url_encode", TEXT, TEXT)),
        plain(
            "format",
            (c, a) -> TextFormat.format(text(a, 0, "format"), list(a)),
            member("format_member", TEXT, TEXT, LIST),
            takes("format_global", TEXT, TEXT, LIST)),
        plain(
            "trimPrefix",
            (c, a) -> {
              String text = text(a, 0, "trimPrefix");
              String prefix = text(a, 1, "trimPrefix");
              return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            },
            member("trim_prefix", TEXT, TEXT, TEXT)),
        plain(
            "trimSuffix",
            (c, a) -> {
              String text = text(a, 0, "trimSuffix");
              String suffix = text(a, 1, "trimSuffix");
              return text.endsWith(suffix)
                  ? text.substring(0, text.length() - suffix.length())
                  : text;
            },
            member("trim_suffix", TEXT, TEXT, TEXT)),
        plain("indent", (c, a) -> indent(a), member("indent", TEXT, TEXT, WHOLE)));
  }

  private static List<?> list(List<Object> arguments) {
    List<?> values = Data.list(arguments.get(1));
    if (values == null) {
      throw Functions.wrong(arguments, 1, "format", "a list");
    }
    return values;
  }

  private static String json(Object value) {
    return JsonValues.toJson(CelValues.fromCel(value), JsonValues.NONE);
  }

  private static Object fromJson(List<Object> arguments) {
    String text = text(arguments, 0, "json.decode");
    try {
      return JsonValues.parse(text);
    } catch (RuntimeException invalid) {
      throw new FunctionFailure(
          "the text is not JSON: " + String.valueOf(invalid.getMessage()), null);
    }
  }

  private static String yaml(Object value) {
    return YamlText.of(CelValues.fromCel(value));
  }

  private static Object fromYaml(List<Object> arguments) {
    Diagnostics diagnostics = new Diagnostics();
    Source source = new Source("the text", text(arguments, 0, "yaml.decode"));
    Node node = new YamlReader(YamlLimits.DEFAULT).read(source, diagnostics);
    if (diagnostics.hasErrors()) {
      Diagnostic first = diagnostics.sorted().get(0);
      String at = first.span() == null ? "" : " (line " + first.span().line() + ")";
      throw new FunctionFailure("the text is not YAML: " + first.summary() + at, null);
    }
    return node == null ? dev.cel.common.values.NullValue.NULL_VALUE : NodeValues.of(node);
  }

  private static byte[] bytes(List<Object> arguments, String function) {
    return arguments.get(0) instanceof CelByteString raw
        ? raw.toByteArray()
        : text(arguments, 0, function).getBytes(StandardCharsets.UTF_8);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** As a part of a path or query: a blank is {@code %20}. */
  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Every line but the first, and but empty ones, moved to the right. */
  private static String indent(List<Object> arguments) {
    String text = text(arguments, 0, "indent");
    long blanks = Functions.whole(arguments, 1, "indent");
    if (blanks < 0 || blanks > 1000) {
      throw new FunctionFailure("indent moves by 0 to 1000 blanks", null);
    }
    String pad = " ".repeat((int) blanks);
    StringBuilder moved = new StringBuilder(text.length() * 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      moved.append(c);
      boolean more = c == '\n' && i + 1 < text.length();
      if (more && text.charAt(i + 1) != '\n' && text.charAt(i + 1) != '\r') {
        moved.append(pad);
      }
    }
    return moved.toString();
  }
}

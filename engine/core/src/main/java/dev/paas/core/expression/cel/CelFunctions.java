package dev.paas.core.expression.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.paas.core.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that the platform language adds to CEL's. */
final class CelFunctions {
  private CelFunctions() {}

  static List<CelFunctionDecl> declarations() {
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            "json.encode",
            CelOverloadDecl.newGlobalOverload("json_encode", SimpleType.STRING, SimpleType.DYN)),
        CelFunctionDecl.newFunctionDeclaration(
            "json.decode",
            CelOverloadDecl.newGlobalOverload("json_decode", SimpleType.DYN, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "sha256",
            CelOverloadDecl.newGlobalOverload(
                "sha256_string", SimpleType.STRING, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "format",
            CelOverloadDecl.newMemberOverload(
                "string_format_list",
                SimpleType.STRING,
                SimpleType.STRING,
                ListType.create(SimpleType.DYN))),
        CelFunctionDecl.newFunctionDeclaration(
            "merge", CelOverloadDecl.newGlobalOverload("merge_maps", MAP, MAP, MAP)));
  }

  private static final MapType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("json_encode", Object.class, CelFunctions::encode),
        CelFunctionBinding.from(
            "json_decode", String.class, text -> CelValues.toCel(JsonValues.parse(text))),
        CelFunctionBinding.from("sha256_string", String.class, CelFunctions::sha256),
        CelFunctionBinding.from("string_format_list", String.class, List.class, TextFormat::format),
        CelFunctionBinding.from("merge_maps", Map.class, Map.class, CelFunctions::merge));
  }

  private static Object encode(Object value) {
    return JsonValues.toJson(CelValues.fromCel(value), JsonValues.NONE);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object merge(Map<?, ?> first, Map<?, ?> second) {
    Map<Object, Object> merged = new LinkedHashMap<>(first);
    merged.putAll(second);
    return merged;
  }
}

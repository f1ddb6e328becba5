package dev.paas.core.expression.cel;

import static dev.paas.core.expression.cel.Functions.DYN;
import static dev.paas.core.expression.cel.Functions.LIST;
import static dev.paas.core.expression.cel.Functions.MAP;
import static dev.paas.core.expression.cel.Functions.TEXT;
import static dev.paas.core.expression.cel.Functions.many;
import static dev.paas.core.expression.cel.Functions.marking;
import static dev.paas.core.expression.cel.Functions.member;
import static dev.paas.core.expression.cel.Functions.plain;
import static dev.paas.core.expression.cel.Functions.takes;

import dev.cel.common.types.ListType;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions on lists and maps. They look at keys and elements, not into them: what is unknown or
 * sensitive in one stays there.
 */
final class CollectionFunctions {
  private static final int MOST = 6;

  private CollectionFunctions() {}

  static List<Function> all() {
    return List.of(
        marking("merge", (c, a) -> merge(a), mergeOverloads()),
        marking("keys", (c, a) -> keys(a), takes("keys", ListType.create(TEXT), MAP)),
        marking("values", (c, a) -> values(a), takes("values", LIST, MAP)),
        marking("lookup", (c, a) -> lookup(a), takes("lookup", DYN, MAP, TEXT, DYN)),
        marking("zipmap", (c, a) -> zipmap(a), takes("zipmap", MAP, LIST, LIST)),
        marking("coalesce", (c, a) -> coalesce(a), many("coalesce", 1, MOST, DYN, DYN)),
        marking("secret", (c, a) -> Data.secret(a.get(0)), takes("secret", DYN, DYN)),
        marking("reverse", (c, a) -> reverse(a), member("reverse", LIST, LIST)),
        plain("sum", (c, a) -> sum(a), takes("sum", DYN, LIST)));
  }

  private static dev.cel.common.CelOverloadDecl[] mergeOverloads() {
    List<dev.cel.common.CelOverloadDecl> all =
        new ArrayList<>(List.of(many("merge", 2, MOST, MAP, MAP)));
    all.add(takes("merge_list", MAP, ListType.create(MAP)));
    return all.toArray(dev.cel.common.CelOverloadDecl[]::new);
  }

  private static Object merge(List<Object> arguments) {
    List<Object> maps = new ArrayList<>(arguments);
    boolean secret = false;
    if (arguments.size() == 1) {
      Object only = arguments.get(0);
      secret = Data.isSecret(only);
      if (Data.isUnknown(only)) {
        return Data.secretIf(secret, new UnknownValue(ValueKind.OBJECT));
      }
      maps = new ArrayList<>(list(arguments, 0, "merge"));
    }
    Map<Object, Object> merged = new LinkedHashMap<>();
    boolean unknown = false;
    for (int i = 0; i < maps.size(); i++) {
      Object map = maps.get(i);
      secret |= Data.isSecret(map);
      Object bare = Data.bare(map);
      if (Data.isUnknown(map)) {
        unknown = true;
      } else if (Data.map(bare) != null) {
        merged.putAll(map(maps, i, "merge"));
      } else if (!CelValues.isNull(bare)) {
        throw Functions.wrong(maps, i, "merge", "a map");
      }
    }
    return Data.secretIf(secret, unknown ? new UnknownValue(ValueKind.OBJECT) : merged);
  }

  private static Object keys(List<Object> arguments) {
    Object of = arguments.get(0);
    Object keys =
        Data.isUnknown(of)
            ? new UnknownValue(ValueKind.ARRAY)
            : new ArrayList<Object>(map(arguments, 0, "keys").keySet());
    return Data.secretIf(Data.isSecret(of), keys);
  }

  private static Object values(List<Object> arguments) {
    Object of = arguments.get(0);
    Object values =
        Data.isUnknown(of)
            ? new UnknownValue(ValueKind.ARRAY)
            : new ArrayList<Object>(map(arguments, 0, "values").values());
    return Data.secretIf(Data.isSecret(of), values);
  }

  private static Object lookup(List<Object> arguments) {
    Object of = arguments.get(0);
    Object key = arguments.get(1);
    boolean secret = Data.isSecret(of) || Data.hasSecret(key);
    if (Data.isUnknown(of) || Data.isUnknown(key)) {
      return Data.secretIf(secret, dev.paas.spi.value.Value.unknown());
    }
    Object found = map(arguments, 0, "lookup").get(Functions.text(arguments, 1, "lookup"));
    return Data.secretIf(secret, found == null ? arguments.get(2) : found);
  }

  private static Object zipmap(List<Object> arguments) {
    boolean secret = Data.isSecret(arguments.get(0)) || Data.isSecret(arguments.get(1));
    if (!Data.isKnown(arguments.get(0)) || Data.isUnknown(arguments.get(1))) {
      return Data.secretIf(secret, new UnknownValue(ValueKind.OBJECT));
    }
    List<?> keys = list(arguments, 0, "zipmap");
    List<?> values = list(arguments, 1, "zipmap");
    if (keys.size() != values.size()) {
      throw new FunctionFailure(
          "zipmap is given " + keys.size() + " keys and " + values.size() + " values", null);
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = Data.text(Data.bare(keys.get(i)));
      if (key == null) {
        throw new FunctionFailure(
            "the keys of zipmap must be texts; element " + i + " is " + Data.kind(keys.get(i)),
            null);
      }
      secret |= Data.isSecret(keys.get(i));
      map.put(key, values.get(i));
    }
    return Data.secretIf(secret, map);
  }

  private static Object coalesce(List<Object> arguments) {
    boolean secret = false;
    for (Object argument : arguments) {
      secret |= Data.isSecret(argument);
      if (!CelValues.isNull(Data.bare(argument))) {
        return Data.secretIf(secret, argument);
      }
    }
    throw new FunctionFailure("all that coalesce is given is null", "Give it a last value.");
  }

  private static Object reverse(List<Object> arguments) {
    Object of = arguments.get(0);
    boolean secret = Data.isSecret(of);
    String text = Data.text(Data.bare(of));
    if (text != null) {
      return Data.secretIf(secret, new StringBuilder(text).reverse().toString());
    }
    if (Data.isUnknown(of)) {
      return of;
    }
    List<Object> reversed = new ArrayList<>(list(arguments, 0, "reverse"));
    Collections.reverse(reversed);
    return Data.secretIf(secret, reversed);
  }

  private static Object sum(List<Object> arguments) {
    long whole = 0;
    double fraction = 0;
    boolean fractions = false;
    for (Object item : list(arguments, 0, "sum")) {
      Long number = Data.whole(item);
      if (number != null) {
        whole = Math.addExact(whole, number);
      } else if (item instanceof Double value) {
        fraction += value;
        fractions = true;
      } else {
        throw new FunctionFailure("sum adds numbers, not " + Data.kind(item), null);
      }
    }
    return fractions ? (Object) (fraction + whole) : (Object) whole;
  }

  private static Map<?, ?> map(List<Object> arguments, int index, String function) {
    Map<?, ?> map = Data.map(Data.bare(arguments.get(index)));
    if (map == null) {
      throw Functions.wrong(arguments, index, function, "a map");
    }
    return map;
  }

  private static List<?> list(List<Object> arguments, int index, String function) {
    List<?> list = Data.list(Data.bare(arguments.get(index)));
    if (list == null) {
      throw Functions.wrong(arguments, index, function, "a list");
    }
    return list;
  }
}

package dev.paas.core.expression.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.paas.core.expression.cel.Function.Body;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All functions that the platform language adds to CEL's. */
final class Functions {
  static final CelType DYN = SimpleType.DYN;
  static final CelType TEXT = SimpleType.STRING;
  static final CelType WHOLE = SimpleType.INT;
  static final CelType LIST = CelTypes.LIST;
  static final CelType MAP = CelTypes.MAP;

  private Functions() {}

  static List<Function> all() {
    List<Function> all = new ArrayList<>();
    all.addAll(TextFunctions.all());
    all.addAll(CollectionFunctions.all());
    all.addAll(FileFunctions.all());
    all.addAll(CidrFunctions.all());
    return all;
  }

  /** A function that is never called with what is unknown. */
  static Function plain(String name, Body body, CelOverloadDecl... overloads) {
    return new Function(CelFunctionDecl.newFunctionDeclaration(name, overloads), false, body);
  }

  /** A function that sees what is unknown and sensitive. */
  static Function marking(String name, Body body, CelOverloadDecl... overloads) {
    return new Function(CelFunctionDecl.newFunctionDeclaration(name, overloads), true, body);
  }

  static CelOverloadDecl takes(String id, CelType result, CelType... parameters) {
    return CelOverloadDecl.newGlobalOverload("paas_" + id, result, parameters);
  }

  static CelOverloadDecl member(String id, CelType result, CelType... parameters) {
    return CelOverloadDecl.newMemberOverload("paas_" + id, result, parameters);
  }

  /** An overload for each number of parameters of one type. */
  static CelOverloadDecl[] many(String id, int least, int most, CelType result, CelType each) {
    List<CelOverloadDecl> overloads = new ArrayList<>();
    for (int i = least; i <= most; i++) {
      overloads.add(
          CelOverloadDecl.newGlobalOverload(
              "paas_" + id + i, result, Collections.nCopies(i, each)));
    }
    return overloads.toArray(CelOverloadDecl[]::new);
  }

  /** An argument that the declaration says is a text; it is checked, because a type may be dyn. */
  static String text(List<Object> arguments, int index, String function) {
    String text = Data.text(Data.bare(arguments.get(index)));
    if (text == null) {
      throw wrong(arguments, index, function, "a text");
    }
    return text;
  }

  static long whole(List<Object> arguments, int index, String function) {
    Long whole = Data.whole(Data.bare(arguments.get(index)));
    if (whole == null) {
      throw wrong(arguments, index, function, "a whole number");
    }
    return whole;
  }

  static FunctionFailure wrong(List<Object> arguments, int index, String function, String must) {
    String which = arguments.size() == 1 ? "what" : "number " + (index + 1) + " of what";
    return new FunctionFailure(
        which
            + " "
            + function
            + " is given must be "
            + must
            + ", not "
            + Data.kind(arguments.get(index)),
        null);
  }
}

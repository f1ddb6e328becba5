package dev.paas.core.expression.cel;

import dev.paas.core.expression.cel.CelTree.Loop;
import dev.paas.core.expression.cel.CelTree.LoopKind;
import dev.paas.core.expression.cel.Interpreter.Bound;
import dev.paas.core.expression.cel.Interpreter.Verdict;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the loops of an expression. An element that is unknown leaves the others known. */
final class Loops {
  /** How many rounds the loops of one expression may make together. */
  private static final int MOST = 1_000_000;

  private final Interpreter interpreter;
  private final Place place;
  private int rounds;

  Loops(Interpreter interpreter, Place place) {
    this.interpreter = interpreter;
    this.place = place;
  }

  /**
   * One round.
   *
   * @param key the key or index
   * @param value the element or value
   * @param taken what {@code filter} keeps of it
   */
  private record Round(Object key, Object value, Object taken) {}

  Object run(Loop loop, Object range, @Nullable Bound bound) {
    boolean secret = Data.isSecret(range);
    if (Data.isUnknown(range)) {
      return Data.secretIf(secret, new UnknownValue(kind(loop.kind())));
    }
    List<Round> all = rounds(loop, Data.bare(range), secret);
    rounds += all.size();
    if (rounds > MOST) {
      throw place.failed(
          "this loops too long", "The loops of an expression make " + MOST + " rounds.", loop.at());
    }
    return Data.secretIf(secret, run(loop, all, bound));
  }

  private static ValueKind kind(LoopKind kind) {
    return switch (kind) {
      case LIST, FILTER, SORT_BY -> ValueKind.ARRAY;
      case MAP, MAP_ENTRY -> ValueKind.OBJECT;
      case ALL, EXISTS, EXISTS_ONE -> ValueKind.BOOLEAN;
    };
  }

  private List<Round> rounds(Loop loop, Object range, boolean secret) {
    List<Round> all = new ArrayList<>();
    List<?> list = Data.list(range);
    Map<?, ?> map = Data.map(range);
    if (list != null) {
      long index = 0;
      for (Object item : list) {
        Object value = Data.secretIf(secret, item);
        all.add(new Round(Data.secretIf(secret, (Object) index++), value, value));
      }
    } else if (map != null) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object key = Data.secretIf(secret, entry.getKey());
        all.add(new Round(key, Data.secretIf(secret, entry.getValue()), key));
      }
    } else {
      throw place.failed(
          "this has no elements",
          "Only a list or a map has some; here it is " + Data.kind(range) + ".",
          loop.at());
    }
    return all;
  }

  private static Bound bind(Loop loop, Round round, @Nullable Bound bound) {
    String second = loop.second();
    return second == null
        ? new Bound(loop.first(), round.taken(), bound)
        : new Bound(second, round.value(), new Bound(loop.first(), round.key(), bound));
  }

  private Object run(Loop loop, List<Round> all, @Nullable Bound bound) {
    return switch (loop.kind()) {
      case ALL, EXISTS -> verdict(loop, all, bound);
      case EXISTS_ONE -> one(loop, all, bound);
      case FILTER -> filter(loop, all, bound);
      case SORT_BY -> sorted(loop, all, bound);
      case LIST, MAP, MAP_ENTRY -> transform(loop, all, bound);
    };
  }

  private Object verdict(Loop loop, List<Round> all, @Nullable Bound bound) {
    Verdict verdict = new Verdict(loop.kind() == LoopKind.EXISTS);
    for (Round round : all) {
      verdict.add(interpreter, loop.body(), bind(loop, round, bound));
      if (verdict.isFinal()) {
        break;
      }
    }
    return verdict.result();
  }

  private Object one(Loop loop, List<Round> all, @Nullable Bound bound) {
    int found = 0;
    boolean secret = false;
    boolean unknown = false;
    for (Round round : all) {
      Object condition = interpreter.evaluate(loop.body(), bind(loop, round, bound));
      secret |= Data.isSecret(condition);
      if (Data.isUnknown(condition)) {
        unknown = true;
      } else if (interpreter.truth(condition, loop.body().at())) {
        found++;
      }
    }
    return Data.secretIf(
        secret, unknown ? new UnknownValue(ValueKind.BOOLEAN) : (Object) (found == 1));
  }

  private Object filter(Loop loop, List<Round> all, @Nullable Bound bound) {
    List<Object> kept = new ArrayList<>();
    boolean secret = false;
    for (Round round : all) {
      Object condition = interpreter.evaluate(loop.body(), bind(loop, round, bound));
      secret |= Data.isSecret(condition);
      if (Data.isUnknown(condition)) {
        return Data.secretIf(secret, new UnknownValue(ValueKind.ARRAY));
      }
      if (interpreter.truth(condition, loop.body().at())) {
        kept.add(round.taken());
      }
    }
    return Data.secretIf(secret, kept);
  }

  private Object transform(Loop loop, List<Round> all, @Nullable Bound bound) {
    List<Object> items = new ArrayList<>();
    Map<Object, Object> entries = new LinkedHashMap<>();
    boolean secret = false;
    for (Round round : all) {
      Bound inner = bind(loop, round, bound);
      if (loop.filter() != null) {
        Object condition = interpreter.evaluate(loop.filter(), inner);
        secret |= Data.isSecret(condition);
        if (Data.isUnknown(condition)) {
          return Data.secretIf(secret, new UnknownValue(kind(loop.kind())));
        }
        if (!interpreter.truth(condition, loop.filter().at())) {
          continue;
        }
      }
      Object made = interpreter.evaluate(loop.body(), inner);
      if (loop.kind() == LoopKind.LIST) {
        items.add(made);
      } else if (loop.kind() == LoopKind.MAP) {
        interpreter.put(entries, round.key(), made, secret, loop.at());
      } else if (Data.isUnknown(made)) {
        return Data.secretIf(secret || Data.isSecret(made), new UnknownValue(ValueKind.OBJECT));
      } else {
        secret |= Data.isSecret(made);
        putAll(entries, made, secret, loop);
      }
    }
    return Data.secretIf(secret, loop.kind() == LoopKind.LIST ? items : entries);
  }

  private void putAll(Map<Object, Object> entries, Object made, boolean secret, Loop loop) {
    Map<?, ?> map = Data.map(Data.bare(made));
    if (map == null) {
      throw place.failed(
          "a map is expected",
          "transformMapEntry makes an entry of each, {key: value}; here it is "
              + Data.kind(made)
              + ".",
          loop.body().at());
    }
    map.forEach((key, value) -> interpreter.put(entries, key, value, secret, loop.body().at()));
  }

  private Object sorted(Loop loop, List<Round> all, @Nullable Bound bound) {
    record Keyed(Object key, Object item) {}
    List<Keyed> keyed = new ArrayList<>(all.size());
    boolean secret = false;
    for (Round round : all) {
      Object key = interpreter.evaluate(loop.body(), bind(loop, round, bound));
      secret |= Data.hasSecret(key);
      if (!Data.isKnown(key)) {
        return Data.secretIf(secret, new UnknownValue(ValueKind.ARRAY));
      }
      keyed.add(new Keyed(key, round.taken()));
    }
    keyed.sort((a, b) -> interpreter.calls().compare(a.key(), b.key(), loop.body().at()));
    return Data.secretIf(secret, keyed.stream().map(Keyed::item).toList());
  }
}

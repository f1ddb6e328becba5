package dev.paas.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paas.core.address.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of steps, as a table: what happens to what, and in which order it must. */
final class ActionOrderTest {

  /**
   * A table row's resources are separated by blanks: name, action (C U R D F or - for none), {@code
   * !} for create-before-destroy, {@code >} and what it refers to by the file, {@code ^} and what
   * it referred to when it was recorded.
   */
  static Stream<Arguments> table() {
    return Stream.of(
        row("1 create a chain", "aC bC>a cC>b", "C a, C b, C c"),
        row("2 delete a chain", "aD bD^a cD^b", "D c, D b, D a"),
        row("3 replace both", "aR bR>a^a", "D b, D a, C a, C b"),
        row("4 replace a, update b", "aR bU>a^a", "D a, C a, U b"),
        row("5 replace both, a create-first", "aR! bR>a^a", "D b, C a, C b, X a"),
        row("6 replace a create-first, update b", "aR! bU>a^a", "C a, U b, X a"),
        row("7 b create-first makes a so", "aR bR!>a^a", "C a, C b, X b, X a"),
        row("8 a leaves, b is updated", "bU^a aD", "D a, U b"),
        row("8 a leaves as create-first, b is updated", "bU^a aD!", "U b, D a"),
        row("10 a leaves, b refers to a new c", "cC bU>c^a aD", "D a, C c, U b"),
        row("12 a dependency turns round", "aR>b bR^a", "D b, D a, C b, C a"),
        row("13 the same, both create-first", "aR!>b bR!^a", "C b, C a, X b, X a"),
        row("order passes through what does not change", "aC b->a cU>b", "C a, G b, U c"),
        row("what does not change and waits for nothing is no step", "a- bU>a", "U b"),
        row("forgotten without an order", "aF bC", "F a, C b"),
        row("deletions come first, in reverse", "aD bD cC", "D b, D a, C c"),
        row("three levels create-first", "aR bR>a^a cR!>b^b", "C a, C b, C c, X c, X b, X a"));
  }

  private static Arguments row(String name, String items, String steps) {
    return Arguments.of(name, items, steps);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void ordersAsTheTableSays(String name, String items, String steps) {
    assertEquals(steps, text(ActionOrder.order(parse(items), List.of()).steps()), name);
  }

  @Test
  void whatHadBeenReplacedIsDeletedBeforeWhatItReferredTo() {
    List<ActionOrder.Deposed> deposed =
        List.of(new ActionOrder.Deposed(address("b"), "k1", List.of(address("a")), 1, 2));

    List<Step> steps = ActionOrder.order(parse("aD"), deposed).steps();

    assertEquals("X b, D a", text(steps));
    assertEquals("k1", steps.get(0).key());
  }

  @Test
  void aReferenceToAllInstancesIsOneGate() {
    List<ActionOrder.Item> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(item(new Address("r", "a", i), Action.CREATE, List.of()));
    }
    for (int i = 0; i < 100; i++) {
      items.add(item(new Address("r", "b", i), Action.CREATE, List.of(address("a"))));
    }

    List<Step> steps = ActionOrder.order(items, List.of()).steps();

    int edges = steps.stream().mapToInt(step -> step.after().size()).sum();
    assertEquals(200, edges);
    assertEquals(201, steps.size());
  }

  private static ActionOrder.Item item(Address address, Action action, List<Address> dependencies) {
    return new ActionOrder.Item(address, action, false, dependencies, List.of(), 1);
  }

  /** Random platforms with random changes never get stuck, and every promise of the order holds. */
  @Test
  void everyRandomChangeHasAnOrder() {
    for (long seed = 0; seed < 20_000; seed++) {
      List<ActionOrder.Item> items = random(new Random(seed));
      String what = "seed " + seed + ": " + items;
      List<Step> steps;
      try {
        steps = ActionOrder.order(items, List.of()).steps();
      } catch (IllegalStateException stuck) {
        throw new AssertionError(what, stuck);
      }
      checkPromises(items, steps, what);
    }
  }

  private static List<ActionOrder.Item> random(Random random) {
    int size = 2 + random.nextInt(8);
    int[] fileOrder = random.ints(size, 0, 1000).toArray();
    int[] oldOrder = random.ints(size, 0, 1000).toArray();
    Action[] actions = {
      Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE, Action.NONE, Action.REPLACE
    };
    List<Action> chosen = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      chosen.add(actions[random.nextInt(actions.length)]);
    }
    List<ActionOrder.Item> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Address> declared = new ArrayList<>();
      List<Address> recorded = new ArrayList<>();
      for (int j = 0; j < size; j++) {
        boolean inFile = chosen.get(i) != Action.DELETE && chosen.get(j) != Action.DELETE;
        boolean inState = chosen.get(i) != Action.CREATE && chosen.get(j) != Action.CREATE;
        if (inFile && fileOrder[j] < fileOrder[i] && random.nextInt(3) == 0) {
          declared.add(address("n" + j));
        }
        if (inState && oldOrder[j] < oldOrder[i] && random.nextInt(3) == 0) {
          recorded.add(address("n" + j));
        }
      }
      items.add(
          new ActionOrder.Item(
              address("n" + i), chosen.get(i), random.nextInt(3) == 0, declared, recorded, 1));
    }
    return items;
  }

  private static void checkPromises(List<ActionOrder.Item> items, List<Step> steps, String what) {
    Map<String, Integer> positions = new HashMap<>();
    for (Step step : steps) {
      for (int before : step.after()) {
        assertTrue(before < step.id(), what);
      }
      String kind = step.kind() == Step.Kind.UPDATE ? "CREATE" : step.kind().name();
      kind = kind.equals("DELETE_DEPOSED") ? "DELETE" : kind;
      positions.put(kind + step.address(), step.id());
    }
    for (ActionOrder.Item item : items) {
      for (Address target : item.dependencies()) {
        before(positions, "CREATE" + target, "CREATE" + item.address(), what);
      }
      for (Address target : item.recorded()) {
        before(positions, "DELETE" + item.address(), "DELETE" + target, what);
      }
    }
  }

  private static void before(
      Map<String, Integer> positions, String first, String second, String what) {
    Integer one = positions.get(first);
    Integer two = positions.get(second);
    if (one != null && two != null) {
      assertTrue(one < two, () -> first + " must come before " + second + "; " + what);
    }
  }

  private static List<ActionOrder.Item> parse(String text) {
    List<ActionOrder.Item> items = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      Action action =
          switch (word.charAt(1)) {
            case 'C' -> Action.CREATE;
            case 'U' -> Action.UPDATE;
            case 'R' -> Action.REPLACE;
            case 'D' -> Action.DELETE;
            case 'F' -> Action.FORGET;
            default -> Action.NONE;
          };
      List<Address> declared = new ArrayList<>();
      List<Address> recorded = new ArrayList<>();
      for (int i = 2; i < word.length(); i++) {
        if (word.charAt(i) == '>') {
          declared.add(address(word.substring(i + 1, i + 2)));
        } else if (word.charAt(i) == '^') {
          recorded.add(address(word.substring(i + 1, i + 2)));
        }
      }
      items.add(
          new ActionOrder.Item(
              address(word.substring(0, 1)), action, word.contains("!"), declared, recorded, 1));
    }
    return items;
  }

  private static Address address(String name) {
    return Address.of("r", name);
  }

  private static String text(List<Step> steps) {
    List<String> texts = new ArrayList<>();
    for (Step step : steps) {
      String kind =
          switch (step.kind()) {
            case CREATE -> "C";
            case UPDATE -> "U";
            case DELETE -> "D";
            case DELETE_DEPOSED -> "X";
            case FORGET -> "F";
            case READ -> "L";
            case CHECK -> "?";
            case GATE -> "G";
          };
      texts.add(kind + " " + step.address().name());
    }
    return String.join(", ", texts);
  }
}

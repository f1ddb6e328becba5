package dev.paas.provider.builtin;

import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes names: the type {@code random.pet}. */
final class PetHandler extends StateOnlyHandler {
  private static final String[] QUALITIES = {
    "able",
    "amber",
    "ample",
    "awake",
    "bold",
    "brave",
    "brief",
    "bright",
    "brisk",
    "busy",
    "calm",
    "candid",
    "clear",
    "clever",
    "cosy",
    "crisp",
    "curious",
    "daring",
    "deft",
    "eager",
    "early",
    "easy",
    "fair",
    "fine",
    "fleet",
    "fond",
    "free",
    "fresh",
    "frosty",
    "gentle",
    "glad",
    "golden",
    "good",
    "grand",
    "happy",
    "hardy",
    "hearty",
    "honest",
    "humble",
    "jolly",
    "keen",
    "kind",
    "late",
    "lively",
    "loyal",
    "lucid",
    "lucky",
    "mellow",
    "merry",
    "mighty",
    "mild",
    "modest",
    "neat",
    "nimble",
    "noble",
    "patient",
    "plain",
    "polite",
    "proud",
    "prudent",
    "quick",
    "quiet",
    "rapid",
    "ready",
    "robust",
    "rosy",
    "rustic",
    "sandy",
    "serene",
    "sharp",
    "shy",
    "silent",
    "silver",
    "simple",
    "sincere",
    "sleepy",
    "smart",
    "smooth",
    "snowy",
    "soft",
    "solid",
    "steady",
    "still",
    "stout",
    "sunny",
    "sure",
    "swift",
    "tame",
    "tender",
    "tidy",
    "tiny",
    "tranquil",
    "true",
    "upbeat",
    "vivid",
    "warm",
    "wary",
    "wise",
    "witty",
    "young",
  };
  private static final String[] ANIMALS = {
    "adder", "alpaca", "ant", "badger", "bat", "bear", "beaver", "bee", "bison", "boar", "bream",
    "camel", "carp", "cat", "cod", "colt", "coot", "crab", "crane", "cricket", "crow", "cub",
    "deer", "dingo", "dog", "dove", "duck", "eagle", "eel", "egret", "elk", "emu", "falcon", "fawn",
    "ferret", "finch", "fox", "frog", "gecko", "gnu", "goat", "goose", "gull", "hare", "hawk",
    "heron", "horse", "ibex", "ibis", "jackal", "jay", "kite", "kiwi", "koala", "lark", "lemur",
    "lion", "llama", "lynx", "magpie", "marten", "mink", "mole", "moose", "moth", "mouse", "mule",
    "newt", "orca", "oriole", "otter", "owl", "ox", "panda", "perch", "pike", "pony", "puma",
    "quail", "rabbit", "raven", "robin", "rook", "salmon", "seal", "shrew", "skink", "sloth",
    "snail", "sparrow", "squid", "stoat", "stork", "swan", "tapir", "tern", "toad", "trout",
    "turtle", "vole", "walrus", "wasp", "weasel", "whale", "wolf", "wombat", "wren", "yak", "zebra",
  };

  @Override
  MapValue completed(MapValue planned, String key, Path directory) {
    if (!planned.getOrNull("result").isUnknown()) {
      return planned;
    }
    int words = (int) planned.getLong("words").orElse(2);
    List<String> name = new ArrayList<>(words + 1);
    String prefix = planned.getString("prefix");
    if (prefix != null) {
      name.add(prefix);
    }
    List<String> qualities = new ArrayList<>(List.of(QUALITIES));
    Collections.shuffle(qualities, Characters.random());
    name.addAll(qualities.subList(0, words - 1));
    name.add(ANIMALS[Characters.random().nextInt(ANIMALS.length)]);
    String result = String.join(planned.getString("separator", "-"), name);
    return planned.with("result", Value.of(result));
  }
}

package dev.paas.cli.growth;

import java.util.Random;

/** How resources hang together. */
enum Shape {
  ALONE {
    @Override
    void write(StringBuilder text, int size) {
      for (int i = 0; i < size; i++) {
        resource(text, i, "value " + i);
      }
    }
  },
  CHAIN {
    @Override
    void write(StringBuilder text, int size) {
      resource(text, 0, "first");
      for (int i = 1; i < size; i++) {
        resource(text, i, reference(i - 1));
      }
    }
  },
  TREE {
    @Override
    void write(StringBuilder text, int size) {
      resource(text, 0, "root");
      for (int i = 1; i < size; i++) {
        resource(text, i, reference((i - 1) / 2));
      }
    }
  },
  /** Ten layers, each resource with five references to the layer before. */
  LAYERS {
    @Override
    void write(StringBuilder text, int size) {
      Random random = new Random(7);
      int width = size / 10;
      for (int i = 0; i < size; i++) {
        StringBuilder input = new StringBuilder();
        int before = (i / width - 1) * width;
        for (int edge = 0; edge < 5 && before >= 0; edge++) {
          input.append(reference(before + random.nextInt(width)));
        }
        resource(text, i, input.toString());
      }
    }
  },
  /** One that all others refer to. */
  STAR {
    @Override
    void write(StringBuilder text, int size) {
      resource(text, 0, "hub");
      for (int i = 1; i < size; i++) {
        resource(text, i, reference(0));
      }
    }
  },
  /** Instances of one, and one more that refers to all of them. */
  FOR_EACH {
    @Override
    void write(StringBuilder text, int size) {
      text.append("  all: { type: data, forEach: [");
      for (int i = 0; i < size; i++) {
        text.append(i == 0 ? "" : ", ").append("k").append(i);
      }
      text.append("], input: \"${each.value}\" }\n");
      text.append("  each: { type: data, forEach: \"${resources.all}\",");
      text.append(" input: \"${each.value.output}\" }\n");
      text.append("  last: { type: data, input: \"${size(resources.all)}\" }\n");
    }
  },
  /** Modules of ten, each of which takes what the one before it gives. */
  MODULES {
    @Override
    String platform(int size) {
      StringBuilder text = new StringBuilder(HEAD + "modules:\n");
      write(text, size);
      return text.toString();
    }

    @Override
    void write(StringBuilder text, int size) {
      for (int i = 0; i < size / 10; i++) {
        String from = i == 0 ? "first" : "${modules.m" + (i - 1) + ".last}";
        text.append("  m").append(i).append(": { source: ./part, inputs: { from: \"");
        text.append(from).append("\" } }\n");
      }
    }
  };

  private static final String HEAD = "apiVersion: paas/v1\nname: growth\n";

  abstract void write(StringBuilder text, int size);

  /** A platform of this shape. */
  String platform(int size) {
    StringBuilder text = new StringBuilder(HEAD + "resources:\n");
    write(text, size);
    return text.toString();
  }

  /** The module that a platform of this shape may call, in the folder {@code part}. */
  static String part() {
    StringBuilder text = new StringBuilder("variables: { from: { type: string } }\nresources:\n");
    resource(text, 0, "${vars.from}");
    for (int i = 1; i < 10; i++) {
      resource(text, i, reference(i - 1));
    }
    return text.append("outputs: { last: { value: \"" + reference(9) + "\" } }\n").toString();
  }

  private static void resource(StringBuilder text, int number, String input) {
    text.append("  r").append(number).append(": { type: data, input: \"").append(input);
    text.append("\" }\n");
  }

  private static String reference(int number) {
    return "${resources.r" + number + ".output}";
  }
}

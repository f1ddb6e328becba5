package dev.paas.core.explain;

import java.util.List;

/**
 * What there is to say of a key.
 *
 * @param path where it stands, with its canonical names
 * @param type what kind of value it has, such as {@code a list of texts}
 * @param description what it is for; empty when the schema does not say
 * @param defaultValue as JSON, what it is when it is left out; empty for nothing
 * @param examples values as JSON
 * @param constraints what else must hold of it, a clause each
 * @param traits what is special about it, a sentence each
 * @param required whether it must be there
 * @param aliases other spellings
 * @param providers the plugins that know it; empty when the engine does
 * @param refusals why a plugin cannot honour it, a sentence each
 * @param children the keys below it, in the order of the schema
 */
public record FieldDoc(
    String path,
    String type,
    String description,
    String defaultValue,
    List<String> examples,
    List<String> constraints,
    List<String> traits,
    boolean required,
    List<String> aliases,
    List<String> providers,
    List<String> refusals,
    List<Child> children) {

  /**
   * A key below it.
   *
   * @param name its name
   * @param type what kind of value it has
   * @param description its first sentence
   * @param required whether it must be there
   */
  public record Child(String name, String type, String description, boolean required) {}

  public FieldDoc {
    examples = List.copyOf(examples);
    constraints = List.copyOf(constraints);
    traits = List.copyOf(traits);
    aliases = List.copyOf(aliases);
    providers = List.copyOf(providers);
    refusals = List.copyOf(refusals);
    children = List.copyOf(children);
  }
}

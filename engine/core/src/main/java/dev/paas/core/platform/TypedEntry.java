package dev.paas.core.platform;

import dev.paas.core.source.MappingNode;
import dev.paas.core.source.ScalarNode;

/**
 * An entry of a section, of which the type is known; still to be read.
 *
 * @param number the number that its declaration gets
 * @param section the section
 * @param key its name
 * @param all what is written there
 * @param resolved its type and provider
 * @param isImplied whether nobody has written it
 */
record TypedEntry(
    int number,
    String section,
    ScalarNode key,
    MappingNode all,
    ProviderResolver.Resolved resolved,
    boolean isImplied) {}

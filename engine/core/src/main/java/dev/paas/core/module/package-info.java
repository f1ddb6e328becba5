/**
 * Where modules come from that are not in a folder beside their caller: repositories of git.
 *
 * <p>{@link dev.paas.core.module.GitSource} is what the user writes; {@link
 * dev.paas.core.module.RemoteModules} knows which commit the lock file pins and where it is on this
 * machine, and fetches what is missing when it is told to. Does not know what is in a module.
 * Imports {@code diagnostic}, {@code git}, {@code lock} and {@code source}.
 */
@NullMarked
package dev.paas.core.module;

import org.jspecify.annotations.NullMarked;

/**
 * The program {@code git}: {@link dev.paas.core.git.Git} runs it, {@link
 * dev.paas.core.git.WorkTree} asks it where a folder stands. Does not know what the folder is for.
 * Imports {@code source}.
 */
@NullMarked
package dev.paas.core.git;

import org.jspecify.annotations.NullMarked;

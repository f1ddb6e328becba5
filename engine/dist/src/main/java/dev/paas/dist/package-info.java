/**
 * The distribution: what is installed, and what it needs to start fast.
 *
 * <p>{@link dev.paas.dist.Training} runs the program the way people do, so that the JVM can keep
 * the classes that takes in an archive. The launcher and the script that makes the archive are
 * beside it, in {@code src/main/installation}. No part of the program itself; imports the command
 * line only.
 */
@NullMarked
package dev.paas.dist;

import org.jspecify.annotations.NullMarked;

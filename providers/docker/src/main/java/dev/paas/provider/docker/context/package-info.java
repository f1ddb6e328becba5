/**
 * The folder that an image is built from: which of its files count, what they hash to, and how they
 * are sent. Imports the tar archives and the hash of {@code naming}.
 *
 * <p>Left out: what a Dockerfile says.
 */
@NullMarked
package dev.paas.provider.docker.context;

import org.jspecify.annotations.NullMarked;

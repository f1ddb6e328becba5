/**
 * Tar archives, the form in which engines take and give files.
 *
 * <p>Just what engines need: regular files, folders and symbolic links, with long names. Imports
 * nothing but the JDK.
 */
@NullMarked
package dev.paas.provider.docker.archive;

import org.jspecify.annotations.NullMarked;

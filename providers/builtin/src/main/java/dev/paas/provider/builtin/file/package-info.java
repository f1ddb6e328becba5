/**
 * Files of the machine that paas runs on: the type {@code file}. Leaves whole folders, links and
 * remote machines out. Imports {@code text} and the SPI.
 */
@NullMarked
package dev.paas.provider.builtin.file;

import org.jspecify.annotations.NullMarked;

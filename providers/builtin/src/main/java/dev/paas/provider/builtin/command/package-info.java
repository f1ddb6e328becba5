/**
 * Commands of the user's own as a resource: the type {@code command}. Imports {@code text} and the
 * SPI, and Jackson's streaming API.
 */
@NullMarked
package dev.paas.provider.builtin.command;

import org.jspecify.annotations.NullMarked;

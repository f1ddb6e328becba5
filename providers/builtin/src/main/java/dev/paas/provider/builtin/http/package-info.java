/**
 * The look-up {@code http}: asks a web server with the JDK's client, and follows redirections so
 * that nobody else is told what only the first server should know. Imports {@code text} and the
 * SPI.
 */
@NullMarked
package dev.paas.provider.builtin.http;

import org.jspecify.annotations.NullMarked;

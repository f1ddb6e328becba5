/** Tests of the look-up {@code http}, with the JDK's own server. */
@NullMarked
package dev.paas.provider.builtin.http;

import org.jspecify.annotations.NullMarked;

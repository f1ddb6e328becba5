/**
 * What all ways of using jclouds share: calls that heed an interruption, its timeouts, a library
 * that prints nothing, and failures told by what was answered. Knows no particular API. Imports
 * jclouds, and {@code cloud}.
 */
@NullMarked
package dev.paas.provider.jclouds.cloud.connection;

import org.jspecify.annotations.NullMarked;

/**
 * Which engine is meant, and how to log in to registries: from the provider's configuration, the
 * caller's environment and the docker command's own settings in {@code ~/.docker}.
 *
 * <p>Nothing is read before the first call needs it. Left out: speaking with the engine. Imports
 * the transport, the engine's data and Jackson.
 */
@NullMarked
package dev.paas.provider.docker.connection;

import org.jspecify.annotations.NullMarked;

/**
 * Plugin manifests as the kit reads them: what a plugin says of its types, what their attributes
 * are like, and everything that can be wrong with it.
 *
 * <p>Written against {@code providers/README.md} alone, so that it judges a manifest independently
 * of how the engine happens to read it. Left out: configurations of users with their positions,
 * which are the engine's. Imports the SPI, the JSON Schema validator and Jackson.
 */
@NullMarked
package dev.paas.provider.tck.manifest;

import org.jspecify.annotations.NullMarked;

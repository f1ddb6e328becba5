/**
 * Look-ups of what is on an engine and nobody's business here: images, networks and volumes, by
 * their names or ids. Nothing is pulled or changed. Imports {@code attributes}, {@code call},
 * {@code engine} and the SPI.
 */
@NullMarked
package dev.paas.provider.docker.lookup;

import org.jspecify.annotations.NullMarked;

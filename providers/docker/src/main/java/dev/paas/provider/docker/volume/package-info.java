/** Volumes: the section {@code volumes}. Imports the SPI, the engine client and shared calls. */
@NullMarked
package dev.paas.provider.docker.volume;

import org.jspecify.annotations.NullMarked;

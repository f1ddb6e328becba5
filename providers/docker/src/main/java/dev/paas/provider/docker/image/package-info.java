/**
 * Images, built and pulled: the section {@code images}. Imports the SPI, the engine client, build
 * contexts and shared calls.
 */
@NullMarked
package dev.paas.provider.docker.image;

import org.jspecify.annotations.NullMarked;

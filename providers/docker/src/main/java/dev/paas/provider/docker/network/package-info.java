/** Networks: the section {@code networks}. Imports the SPI, the engine client and shared calls. */
@NullMarked
package dev.paas.provider.docker.network;

import org.jspecify.annotations.NullMarked;

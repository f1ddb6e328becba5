/**
 * What all resource types share in answering the engine's calls: the provider's means, and how a
 * failing Docker Engine is told to people. Imports the SPI, the engine client and names.
 */
@NullMarked
package dev.paas.provider.docker.call;

import org.jspecify.annotations.NullMarked;

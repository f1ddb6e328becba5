/**
 * What the provider's objects are called on the engine and by what it knows them again: names for
 * people, labels for itself. Imports the SPI's platform identity only.
 */
@NullMarked
package dev.paas.provider.docker.naming;

import org.jspecify.annotations.NullMarked;

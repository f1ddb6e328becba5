/**
 * Reads what the language writes as text: durations, sizes, commands, scalars; and keeps what is
 * sensitive out of what is shown. Imports the SPI's values only.
 */
@NullMarked
package dev.paas.provider.docker.attributes;

import org.jspecify.annotations.NullMarked;

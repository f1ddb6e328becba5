/**
 * How plans, errors and progress look as text. Gets data and gives text; writes nothing itself but
 * through {@link dev.paas.cli.text.Terminal}. Imports the core and the SPI.
 */
@NullMarked
package dev.paas.cli.text;

import org.jspecify.annotations.NullMarked;

/**
 * The command line: where the program starts, and the terminal it speaks to.
 *
 * <p>The only module that writes to standard output. {@link dev.paas.cli.Main} finds the command
 * and runs it; {@code command} has the commands, {@code text} says how plans, errors and progress
 * look. Decides nothing of what is planned or applied. Imports the core, the SPI and picocli.
 */
@NullMarked
package dev.paas.cli;

import org.jspecify.annotations.NullMarked;

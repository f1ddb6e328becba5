/**
 * The commands, a class each, named as they are called. A command's class holds its options and
 * what it does with the engine; what it prints is made by {@code text}. Imports picocli, the core
 * and the SPI.
 */
@NullMarked
package dev.paas.cli.command;

import org.jspecify.annotations.NullMarked;

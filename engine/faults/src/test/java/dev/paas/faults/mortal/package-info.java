/**
 * A provider and a wrapper around a state backend that tell of each instant at which a process can
 * die. They are plugins: found on the class path by an engine in the same process, or packed into
 * folders for the installed program. May use the SPI only.
 */
@NullMarked
package dev.paas.faults.mortal;

import org.jspecify.annotations.NullMarked;

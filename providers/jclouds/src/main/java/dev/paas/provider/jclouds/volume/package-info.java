/**
 * Volumes, the section {@code volumes}, and how machines get them. Imports {@code cloud}, {@code
 * call}, {@code naming} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.volume;

import org.jspecify.annotations.NullMarked;

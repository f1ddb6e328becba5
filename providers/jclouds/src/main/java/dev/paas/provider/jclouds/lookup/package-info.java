/**
 * Look-ups of what a cloud has and nobody owns here: images, sizes and networks. Imports {@code
 * cloud}, {@code call}, {@code vm}'s choices and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.lookup;

import org.jspecify.annotations.NullMarked;

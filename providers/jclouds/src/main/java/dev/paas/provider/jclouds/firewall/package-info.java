/**
 * Rules of security groups: as users write them, as a cloud has them, and the way from one to the
 * other. Imports {@code cloud}, {@code call} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.firewall;

import org.jspecify.annotations.NullMarked;

/**
 * Public addresses: what {@code assignPublicIp} of a machine does, and the type {@code
 * jclouds.floatingIp}. Imports {@code cloud}, {@code call}, {@code naming}, {@code network} and the
 * SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.address;

import org.jspecify.annotations.NullMarked;

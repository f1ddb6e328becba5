/**
 * Key pairs: {@code jclouds.keyPair}. The cloud knows the public key, the state keeps the private
 * one, encrypted. Imports {@code cloud}, {@code call}, {@code naming} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.keypair;

import org.jspecify.annotations.NullMarked;

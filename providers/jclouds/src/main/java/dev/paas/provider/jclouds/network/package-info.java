/**
 * Networks of a platform: the section {@code networks}. One is a network of the cloud with one
 * subnet and, unless it is internal, one router that leads out. Imports {@code cloud}, {@code
 * call}, {@code naming} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.network;

import org.jspecify.annotations.NullMarked;

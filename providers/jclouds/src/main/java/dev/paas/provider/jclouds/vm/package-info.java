/**
 * Virtual machines: the section {@code vms}. Imports {@code cloud}, {@code call}, {@code naming},
 * {@code firewall} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.vm;

import org.jspecify.annotations.NullMarked;

/**
 * Security groups: {@code jclouds.securityGroup}, with their rules, which are a set. Imports {@code
 * cloud}, {@code call}, {@code naming}, {@code firewall} and the SPI.
 */
@NullMarked
package dev.paas.provider.jclouds.securitygroup;

import org.jspecify.annotations.NullMarked;

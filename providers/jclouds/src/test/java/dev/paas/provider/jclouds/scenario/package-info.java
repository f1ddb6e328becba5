/** Whole lives of machines, on a real OpenStack. */
@NullMarked
package dev.paas.provider.jclouds.scenario;

import org.jspecify.annotations.NullMarked;

/** The contract of providers, for each type of this one, on a real OpenStack. */
@NullMarked
package dev.paas.provider.jclouds.contract;

import org.jspecify.annotations.NullMarked;

/**
 * The provider for clouds: its plugin, its settings and how its parts are put together.
 *
 * <p>Below it: one package for each kind of thing ({@code vm}, {@code keypair}, {@code lookup}),
 * which share {@code call} and {@code naming}; {@code cloud}, what is needed of a cloud, and {@code
 * cloud.nova}, which has it from an OpenStack by way of jclouds. The README says what users see.
 */
@NullMarked
package dev.paas.provider.jclouds;

import org.jspecify.annotations.NullMarked;

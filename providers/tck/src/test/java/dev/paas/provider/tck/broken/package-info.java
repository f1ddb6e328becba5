/**
 * Fake providers that each break one promise, to show that the kit notices. Imports the kit and its
 * fake.
 */
@NullMarked
package dev.paas.provider.tck.broken;

import org.jspecify.annotations.NullMarked;

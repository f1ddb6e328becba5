/**
 * Runs the examples as users do: by the launcher of the installation that the build made, on a
 * Docker Engine of the tests' own. Sees nothing of the engine's classes.
 */
@NullMarked
package dev.paas.examples;

import org.jspecify.annotations.NullMarked;

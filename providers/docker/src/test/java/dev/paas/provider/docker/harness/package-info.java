/**
 * What the provider's tests have in common: an engine asked by other means than the provider's, a
 * platform that is planned and applied as the engine does it, and calls that can be watched or cut
 * off. Tests only; imports the provider, its contract kit and JUnit.
 */
@NullMarked
package dev.paas.provider.docker.harness;

import org.jspecify.annotations.NullMarked;

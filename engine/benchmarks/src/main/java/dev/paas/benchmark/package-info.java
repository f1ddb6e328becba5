/** Benchmarks of the engine's stages, for JMH. Nothing imports it. */
@NullMarked
package dev.paas.benchmark;

import org.jspecify.annotations.NullMarked;

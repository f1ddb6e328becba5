/**
 * How the work of the engine grows with the number of resources: operations counted, not time. The
 * engine's classes are loaded with a counter in each method and each loop.
 */
@NullMarked
package dev.paas.cli.growth;

import org.jspecify.annotations.NullMarked;

/**
 * The data that crosses every boundary of the engine: configuration, attributes, outputs.
 *
 * <p>{@link dev.paas.spi.value.Value} is a closed tree of immutable values. It deliberately knows
 * nothing of where a value came from (the core's document nodes do), of schemas, or of how it is
 * written down: the core has the codecs. Imports nothing but the JDK.
 */
@NullMarked
package dev.paas.spi.value;

import org.jspecify.annotations.NullMarked;

/**
 * Documentation of the keys of {@code platform.yaml}, from the schemas of the engine and of the
 * installed plugins.
 *
 * <p>{@link dev.paas.core.explain.FieldGuide} finds what a path such as {@code
 * services.healthcheck.startPeriod} leads to; {@link dev.paas.core.explain.FieldDoc} says what it
 * is. Reads no platform. Imports {@code diagnostic}, {@code plugin}, {@code schema} and Jackson.
 */
@NullMarked
package dev.paas.core.explain;

import org.jspecify.annotations.NullMarked;

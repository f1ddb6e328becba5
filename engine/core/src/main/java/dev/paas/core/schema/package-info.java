/**
 * What configuration may look like.
 *
 * <p>{@link dev.paas.core.schema.AttributeSchema} is the engine's reading of a JSON Schema: types,
 * defaults and the {@code x-paas-…} keywords that {@code providers/README.md} documents. {@link
 * dev.paas.core.schema.SchemaValidator} checks documents with networknt's validator, which nothing
 * but it and its keywords touches, and turns what it says into diagnostics with a place and a
 * remedy. {@link dev.paas.core.schema.ResourceType} is a section's or a provider's type with its
 * schema. Knows nothing of expressions beyond that a text with <code>${</code> in it is one.
 * Imports {@code diagnostic}, {@code source}, {@code json} and {@code dev.paas.spi.value}.
 */
@NullMarked
package dev.paas.core.schema;

import org.jspecify.annotations.NullMarked;

/**
 * JSON, in and out: Jackson's streaming parser and generator, and the trees that the JSON Schema
 * validator reads. Databind's mappers are left out on purpose: nothing is bound to classes, and
 * they cost start-up. Imports {@code dev.paas.spi.value} and Jackson.
 */
@NullMarked
package dev.paas.core.json;

import org.jspecify.annotations.NullMarked;

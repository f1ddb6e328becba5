/**
 * Plans as people review them: what all forms of a plan share ({@link
 * dev.paas.cli.review.PlanReview}), and the forms, each a {@link dev.paas.cli.review.PlanRenderer}.
 * Gets data and gives text; writes nothing itself. JSON is not here: it is the core's, as programs
 * read it. Imports the core, the SPI and {@code cli.text}.
 */
@NullMarked
package dev.paas.cli.review;

import org.jspecify.annotations.NullMarked;

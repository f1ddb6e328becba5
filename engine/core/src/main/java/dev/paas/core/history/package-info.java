/**
 * What is remembered of each change of a platform: a {@link dev.paas.core.history.Revision} says
 * who did what when and what came of it, a {@link dev.paas.core.history.Configuration} is what it
 * was made from, enough to plan back to it, and {@link dev.paas.core.history.ConfigurationDiff}
 * tells two of them apart. Pure data: where it is kept is the business of {@code state}. Imports
 * {@code git}, {@code json}, {@code source} and values.
 */
@NullMarked
package dev.paas.core.history;

import org.jspecify.annotations.NullMarked;

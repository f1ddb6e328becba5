/**
 * What the engine has to say to a person: errors and warnings as data.
 *
 * <p>A {@link dev.paas.core.diagnostic.Diagnostic} has a stable id from the one catalogue, {@link
 * dev.paas.core.diagnostic.Problem}, a place in the source, what is wrong, why, and what to do. Two
 * channels: {@link dev.paas.core.diagnostic.Diagnostics} collects what was found so that all errors
 * of a run are reported at once; {@link dev.paas.core.diagnostic.DiagnosticException} says "cannot
 * go on". How a diagnostic looks is the command line's business. Imports the JDK only.
 */
@NullMarked
package dev.paas.core.diagnostic;

import org.jspecify.annotations.NullMarked;

/**
 * The provider for Docker Engines: its plugin and how its parts are put together.
 *
 * <p>Below it: one package for each section ({@code network}, {@code volume}, {@code image}, {@code
 * service}), which share {@code call}, {@code naming} and {@code attributes}; {@code engine}, what
 * is needed of an engine, and {@code engine.dockerjava}, which has it from docker-java over {@code
 * transport}; {@code connection}, which finds engine and logins; {@code context} and {@code
 * archive}, files on their way. The README says what users see.
 */
@NullMarked
package dev.paas.provider.docker;

import org.jspecify.annotations.NullMarked;

/**
 * Services: containers that are kept running, the section {@code services}.
 *
 * <p>{@code ServiceSpec} is what the attributes say, {@code SpecHash} tells two versions apart,
 * {@code Survey} compares containers with a spec, {@code Rollout} makes the one the other, {@code
 * ServiceObserver} reads them back. Supervision, after a crash or at boot, is the engine's: nothing
 * here runs between two calls. Imports the SPI, the engine client and shared calls.
 */
@NullMarked
package dev.paas.provider.docker.service;

import org.jspecify.annotations.NullMarked;

/**
 * What users rely on beyond the contract, on a real engine: rollouts, drift, conflicts, crashes,
 * logs, TLS.
 */
@NullMarked
package dev.paas.provider.docker.scenario;

import org.jspecify.annotations.NullMarked;

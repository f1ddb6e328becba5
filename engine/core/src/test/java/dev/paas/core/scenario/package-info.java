/**
 * Whole runs of the engine, through its facade, against a provider and a state store that live in
 * memory: which calls it makes in which order, what is there afterwards, and what becomes of a run
 * that fails, is interrupted or dies.
 *
 * <p>{@link dev.paas.core.scenario.Scene} is the place where they happen, {@link
 * dev.paas.core.scenario.Scenario} a change from one {@code platform.yaml} to another. Left out:
 * real providers, and how a plan looks to a user, which is the command line's.
 */
@NullMarked
package dev.paas.core.scenario;

import org.jspecify.annotations.NullMarked;

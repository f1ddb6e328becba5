package dev.paas.core.history;

/**
 * What a revision could not do.
 *
 * @param address the resource's address; empty when it was not about one
 * @param reason why, a clause
 */
public record RecordedFailure(String address, String reason) {}

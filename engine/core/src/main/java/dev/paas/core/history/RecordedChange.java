package dev.paas.core.history;

/**
 * What a revision set out to do with one resource.
 *
 * @param action {@code create}, {@code update}, {@code replace} and so on
 * @param address the resource's address
 */
public record RecordedChange(String action, String address) {}

package dev.paas.spi.provider;

/**
 * What {@link ResourceHandler#importById} looks for.
 *
 * @param address the address that it is imported to
 * @param id the identifier that its own system knows it by
 */
public record ImportRequest(String address, String id) {}

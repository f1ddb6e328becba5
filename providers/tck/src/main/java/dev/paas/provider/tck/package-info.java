/**
 * The contract test kit of providers: extend {@link dev.paas.provider.tck.ProviderContract}, once
 * for each resource type, and it checks what {@code providers/README.md} and the SPI promise to the
 * engine.
 *
 * <p>It judges a provider by its answers and by the world, which the provider's test lets it see
 * without the provider. Left out: how well a provider does its own work, which its own tests show.
 * Imports {@code engine}, {@code manifest}, the SPI and JUnit.
 */
@NullMarked
package dev.paas.provider.tck;

import org.jspecify.annotations.NullMarked;

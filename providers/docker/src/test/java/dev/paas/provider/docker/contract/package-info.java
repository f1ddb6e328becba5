/** The contract of providers, for each of this provider's sections, on a real engine. */
@NullMarked
package dev.paas.provider.docker.contract;

import org.jspecify.annotations.NullMarked;

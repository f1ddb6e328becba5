/**
 * What all types share in answering the engine's calls: the provider's means, how a failing cloud
 * is told to people, how real attributes are told from recorded ones, and waiting.
 */
@NullMarked
package dev.paas.provider.jclouds.call;

import org.jspecify.annotations.NullMarked;

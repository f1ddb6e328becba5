/**
 * Any other cloud as a {@link dev.paas.provider.jclouds.cloud.Cloud}, by way of jclouds' portable
 * compute service. That knows machines, images and sizes; what it does not know, {@link
 * dev.paas.provider.jclouds.cloud.Abilities} tells.
 */
@NullMarked
package dev.paas.provider.jclouds.cloud.compute;

import org.jspecify.annotations.NullMarked;

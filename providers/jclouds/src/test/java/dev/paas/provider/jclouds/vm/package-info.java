/** Tests of what of machines can be told without a cloud. */
@NullMarked
package dev.paas.provider.jclouds.vm;

import org.jspecify.annotations.NullMarked;

/** How an OpenStack is asked, and how it fails, with a responder in its place. */
@NullMarked
package dev.paas.provider.jclouds.cloud.nova;

import org.jspecify.annotations.NullMarked;

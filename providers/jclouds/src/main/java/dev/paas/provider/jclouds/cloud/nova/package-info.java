/**
 * An OpenStack as a {@link dev.paas.provider.jclouds.cloud.Cloud}, through jclouds: it logs in at
 * Keystone, keeps and renews the token, reads the catalogue and carries the requests. What is asked
 * and answered is plain JSON of Nova, Glance and Neutron: jclouds' own classes for them take a list
 * that was not found for an empty one, and leave out why a server is broken. The only package that
 * knows jclouds, Guice, Guava and Gson.
 */
@NullMarked
package dev.paas.provider.jclouds.cloud.nova;

import org.jspecify.annotations.NullMarked;

/**
 * What is needed of a cloud, in our words: servers, images, sizes, networks, key pairs and security
 * groups, and how it fails. Knows no library and no particular API, so that another client can take
 * the place of the one below it. Imports the JDK only.
 */
@NullMarked
package dev.paas.provider.jclouds.cloud;

import org.jspecify.annotations.NullMarked;

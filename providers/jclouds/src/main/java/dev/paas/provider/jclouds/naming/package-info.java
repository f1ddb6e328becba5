/** What the provider's things are called in a cloud, and by what it knows them again. */
@NullMarked
package dev.paas.provider.jclouds.naming;

import org.jspecify.annotations.NullMarked;

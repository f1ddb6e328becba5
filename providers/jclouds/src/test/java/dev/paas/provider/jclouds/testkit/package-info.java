/**
 * A real OpenStack for tests: started, stopped and looked into by other means than the provider's.
 */
@NullMarked
package dev.paas.provider.jclouds.testkit;

import org.jspecify.annotations.NullMarked;

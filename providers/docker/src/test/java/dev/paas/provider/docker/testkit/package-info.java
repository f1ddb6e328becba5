/**
 * A Docker Engine for tests: a real one, started when a test first asks for it and stopped with the
 * JVM. Other modules' tests use it too. Imports JUnit and the provider's engine client.
 */
@NullMarked
package dev.paas.provider.docker.testkit;

import org.jspecify.annotations.NullMarked;

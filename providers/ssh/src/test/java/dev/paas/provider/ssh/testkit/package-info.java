/** An SSH server for tests, also those of other modules. Imports JUnit and the JDK. */
@NullMarked
package dev.paas.provider.ssh.testkit;

import org.jspecify.annotations.NullMarked;

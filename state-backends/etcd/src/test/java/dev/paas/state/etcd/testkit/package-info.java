/**
 * Real etcds for tests: members on free ports of the loopback, with data in folders of their own,
 * that are stopped with the test. Imports JUnit and the JDK.
 */
@NullMarked
package dev.paas.state.etcd.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * What is done with a machine once it is there, for providers that make machines: waiting until it
 * is ready, and setting it up over SSH. A provider calls {@link dev.paas.provider.ssh.Settlement};
 * everything below it is this package's own.
 *
 * <p>Left out on purpose: making machines, addresses and keys, and shells for people, which are the
 * command line's. JSch, which speaks the protocol, is known to {@code SshConnection} and {@code
 * HostKeys} only. Imports {@code dev.paas.spi}, JSch and the JDK.
 */
@NullMarked
package dev.paas.provider.ssh;

import org.jspecify.annotations.NullMarked;

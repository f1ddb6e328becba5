/**
 * The state backend {@code etcd}: the state of many machines in one etcd, 3.4 or newer.
 *
 * <p>From the wire upwards: {@code EtcdClient} is the little that is asked of etcd, in words of our
 * own ({@code Request}, {@code Reply}), and with {@code ClientFailures} the only place that knows
 * jetcd; {@code Connection} repeats calls; {@code Layout}, {@code Stored} and {@code LeaseValue}
 * are the keys and values; {@code Snapshots} reads; {@code Writer} carries a {@code Batch} of
 * commits out, exactly once, for the {@code Committer}, which is the one thread that does so;
 * {@code LeaseKeeper} renews and {@code Leases} takes leases; {@code EtcdWatch} follows changes;
 * {@code EtcdStateStore} puts them together.
 *
 * <p>Left out on purpose: encryption, which the engine does; history; looking after etcd itself.
 * Imports {@code dev.paas.spi.state}, {@code dev.paas.spi.provider.PlatformIdentity}, {@code
 * dev.paas.spi.value}, the JDK, and in those two classes jetcd, gRPC and Netty.
 */
@NullMarked
package dev.paas.state.etcd;

import org.jspecify.annotations.NullMarked;

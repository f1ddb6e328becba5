/**
 * HTTP to a Docker Engine, over a Unix socket, TCP or TLS: the transport that docker-java runs on.
 *
 * <p>It exists because the transports that come with docker-java cannot close one half of a
 * connection, without which a command that reads its standard input to the end never ends, and
 * because loading them costs more time than everything else in a short call. It speaks the HTTP/1.1
 * that engines speak: fixed and chunked bodies, connections that are used again, and upgraded ones.
 * Every blocking call ends when its thread is interrupted, because all of it stands on channels.
 *
 * <p>Left out: redirects, cookies, compression and proxies, which no engine uses, and what the API
 * means, which is docker-java's. Imports the JDK and docker-java's transport interface.
 */
@NullMarked
package dev.paas.provider.docker.transport;

import org.jspecify.annotations.NullMarked;

/**
 * What the provider needs of a Docker Engine: {@link dev.paas.provider.docker.engine.EngineClient},
 * a thin interface with data of its own, and how engines say what went wrong.
 *
 * <p>It keeps everything else independent of docker-java, so that rollouts can be tested against an
 * engine that exists in memory only. Left out: any idea of platforms, replicas or labels of ours.
 * Imports nothing but the JDK; {@code engine.dockerjava} implements it.
 */
@NullMarked
package dev.paas.provider.docker.engine;

import org.jspecify.annotations.NullMarked;

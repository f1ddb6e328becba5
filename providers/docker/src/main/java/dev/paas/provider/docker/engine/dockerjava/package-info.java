/**
 * {@link dev.paas.provider.docker.engine.EngineClient} over docker-java: the only package that
 * imports docker-java and Jackson's binding of its models.
 *
 * <p>Logs and the streams of commands are read here without docker-java, which loses the borders of
 * what an engine sends and knows times by the second only. Left out: what our labels mean, what to
 * do about a failure.
 */
@NullMarked
package dev.paas.provider.docker.engine.dockerjava;

import org.jspecify.annotations.NullMarked;

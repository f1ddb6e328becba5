package dev.paas.provider.docker.engine.dockerjava;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.NullUnmarked;

/**
 * What docker-java wants to know, which is little: its own configuration reads files, environment
 * and system properties that are none of its business here, and takes long to load.
 */
@NullUnmarked
@SuppressWarnings("deprecation") // The interface names a deprecated type.
final class FixedConfig implements DockerClientConfig {
  private final RemoteApiVersion apiVersion;
  private final ObjectMapper mapper = DockerClientConfig.getDefaultObjectMapper();

  FixedConfig(RemoteApiVersion apiVersion) {
    this.apiVersion = apiVersion;
  }

  @Override
  public URI getDockerHost() {
    return URI.create("unix:///the-transport-knows");
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return apiVersion;
  }

  @Override
  public ObjectMapper getObjectMapper() {
    return mapper;
  }

  @Override
  public String getRegistryUsername() {
    return null;
  }

  @Override
  public String getRegistryPassword() {
    return null;
  }

  @Override
  public String getRegistryEmail() {
    return null;
  }

  @Override
  public String getRegistryUrl() {
    return AuthConfig.DEFAULT_SERVER_ADDRESS;
  }

  @Override
  public AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }

  @Override
  public SSLConfig getSSLConfig() {
    return null;
  }
}

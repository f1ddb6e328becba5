package dev.paas.provider.docker.service;

import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Mount;
import dev.paas.provider.docker.engine.ContainerTemplate.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service's attributes say.
 *
 * @param template what its containers are made from; sources of binds as they were written
 * @param hiddenEnv the environment variables whose values come from secrets
 * @param files what is put into its containers
 * @param labels the user's labels
 * @param probe the check that paas makes itself; {@code null} when the engine, or nobody, checks
 * @param release {@code null} for none
 */
record ServiceSpec(
    ContainerTemplate template,
    Set<String> hiddenEnv,
    List<PlacedFile> files,
    Map<String, String> labels,
    int replicas,
    Deploy deploy,
    Deploy.@Nullable Probe probe,
    Deploy.@Nullable Release release) {

  /** The template with the sources of binds found from {@code directory}. */
  ContainerTemplate template(Path directory) {
    List<Mount> mounts =
        template.storage().mounts().stream()
            .map(
                mount ->
                    mount.kind() == Mount.Kind.BIND
                        ? new Mount(
                            mount.kind(),
                            directory.resolve(mount.source()).normalize().toString(),
                            mount.target(),
                            mount.readOnly())
                        : mount)
            .toList();
    Storage storage = template.storage();
    return new ContainerTemplate(
        template.image(),
        template.program(),
        template.security(),
        template.limits(),
        new Storage(mounts, storage.tmpfs(), storage.shmSize()),
        template.wiring(),
        template.health(),
        template.restart(),
        template.logging());
  }

  /** Whether a container that ended with {@code exitCode} has done what it was to do. */
  boolean mayEndWith(int exitCode) {
    return exitCode == 0
        && (template.restart().equals("no") || template.restart().equals("on-failure"));
  }

  /** Whether two containers of it would write to the same storage without knowing of each other. */
  boolean ownsStorage() {
    return replicas == 1
        && template.storage().mounts().stream()
            .anyMatch(mount -> mount.kind() != Mount.Kind.OWN && !mount.readOnly());
  }
}

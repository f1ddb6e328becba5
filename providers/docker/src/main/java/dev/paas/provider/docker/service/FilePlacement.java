package dev.paas.provider.docker.service;

import dev.paas.provider.docker.archive.TarEntry;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts config files and secrets into a container before it starts. They are copied in rather than
 * mounted, so that they work on a remote engine, show in no inspection, and are still there when
 * the engine starts the container again on its own, after a crash or at boot.
 */
final class FilePlacement {
  private static final String ROOT = "/";

  private FilePlacement() {}

  /**
   * Places files.
   *
   * @param ownFolders the folders that are volumes of the container's own
   */
  static void place(
      EngineClient engine,
      String container,
      List<PlacedFile> files,
      Set<String> ownFolders,
      ContainerUser owner)
      throws EngineException, InterruptedException {
    Map<String, ByteArrayOutputStream> archives = new LinkedHashMap<>();
    for (PlacedFile file : files) {
      String base = ownFolders.stream().filter(file::isIn).findFirst().orElse(ROOT);
      String name = file.target().substring(base.equals(ROOT) ? 1 : base.length() + 1);
      byte[] content = String.valueOf(file.content()).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream tar =
          archives.computeIfAbsent(base, folder -> new ByteArrayOutputStream());
      tar.writeBytes(
          TarEntry.file(name, file.mode(), owner.uid(), owner.gid(), content.length).header());
      tar.writeBytes(content);
      tar.writeBytes(new byte[TarEntry.padding(content.length)]);
    }
    for (Map.Entry<String, ByteArrayOutputStream> archive : archives.entrySet()) {
      archive.getValue().writeBytes(TarEntry.end());
      engine.putArchive(container, archive.getKey(), archive.getValue().toByteArray());
    }
  }

  /** Whether the sensitive files of a container hold what they should. */
  static boolean holds(EngineClient engine, String container, List<PlacedFile> files)
      throws EngineException, InterruptedException {
    for (PlacedFile file : files) {
      String content = file.content();
      if (file.sensitive() && content != null) {
        int limit = content.getBytes(StandardCharsets.UTF_8).length + 1;
        if (!content.equals(engine.readFile(container, file.target(), limit).orElse(null))) {
          return false;
        }
      }
    }
    return true;
  }
}

package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file as it really is, told as attributes. */
final class Observation {
  private Observation() {}

  /** {@code recorded} with what differs on {@code file}, which exists. */
  static MapValue of(Path file, MapValue recorded) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return withContent(recorded, "", "another kind of file is in its place");
    }
    MapValue observed = Permissions.observed(file, recorded);
    String hash = FileContent.hash(file);
    if (hash.equals(recorded.getString("sha256"))) {
      return observed;
    }
    boolean shown = recorded.has("content") && Files.size(file) <= TextFile.LARGEST;
    String text = shown ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    return withContent(observed, hash, shown ? text : "another content");
  }

  /** {@code attributes} with another content, which is as sensitive as theirs. */
  static MapValue withContent(MapValue attributes, String hash, String content) {
    boolean secret = attributes.getOrNull("content").hasSensitive();
    Value sha256 = secret ? Value.of(hash).asSensitive() : Value.of(hash);
    MapValue changed = attributes.with("sha256", sha256);
    if (!attributes.has("content")) {
      return changed;
    }
    return changed.with("content", secret ? Value.of(content).asSensitive() : Value.of(content));
  }
}

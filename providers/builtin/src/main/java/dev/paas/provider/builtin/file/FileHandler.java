package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.text.Hashes;
import dev.paas.provider.builtin.text.Shown;
import dev.paas.provider.builtin.text.TextFile;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ImportRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PlannedResource;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.ListValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes files: the type {@code file}. A file is written beside its place and moved there, so that
 * it is never seen half-written. What an interrupted creation left is told by the content that was
 * wanted, and by the idempotency key in the name of the file beside.
 */
public final class FileHandler implements ResourceHandler {
  private static final ValuePath PATH = ValuePath.of("path");

  private final Path directory;

  /** Held where folders are made until something is in them, and where empty ones are removed. */
  private final Folders folders;

  /** Files as they are recorded, by address: a replacement takes the place of its own. */
  private final Map<String, MapValue> recorded = new ConcurrentHashMap<>();

  /**
   * @param directory where relative paths start
   */
  public FileHandler(Path directory) {
    this.directory = directory;
    this.folders = new Folders(directory);
  }

  @Override
  public PlannedResource plan(PlanRequest request) throws ProviderException {
    MapValue proposed = request.proposed();
    MapValue.Builder planned =
        request.configuration().has("mode")
            ? proposed.toBuilder()
            : Permissions.withPlannedMode(proposed.without("mode")).toBuilder();
    planned.put("sha256", new FileContent(proposed, request.directory()).plannedHash());
    MapValue prior = request.prior();
    if (prior != null) {
      recorded.put(request.address(), prior);
    }
    if (prior == null && !proposed.getOrNull("path").isUnknown()) {
      Path file = TextFile.resolve(proposed, "path", request.directory());
      boolean makes = proposed.getBoolean("createParents", true);
      planned.put("createdFolders", makes ? missing(file, request.address()) : Value.list());
    }
    return PlannedResource.of(planned.build());
  }

  @Override
  public void preflight(PreflightRequest request, CallContext context) throws ProviderException {
    MapValue planned = request.planned();
    MapValue prior = request.prior();
    MapValue before =
        prior == null ? recorded.getOrDefault(request.address(), MapValue.empty()) : prior;
    Value path = planned.getOrNull("path").revealed();
    if (!path.equals(before.getOrNull("path").revealed()) && path.isWhollyKnown()) {
      Path file = TextFile.resolve(planned, "path", request.directory());
      refuseForeign(file, planned, planned.getString("sha256"));
    }
  }

  private ListValue missing(Path file, String address) {
    MapValue before = recorded.getOrDefault(address, MapValue.empty());
    return folders.missing(file, before.getList("createdFolders").texts());
  }

  private static String id(MapValue attributes) {
    return attributes.getString("path", "");
  }

  /** A file that is there already is somebody else's, unless it is exactly what is wanted. */
  private static void refuseForeign(Path file, MapValue planned, @Nullable String hash)
      throws ProviderException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ProviderException.builder(Shown.text(planned.get("path")) + " is a folder")
          .path(PATH)
          .build();
    }
    if (planned.getBoolean("overwrite", false) || isExactly(file, hash)) {
      return;
    }
    throw ProviderException.builder(
            "there is a file " + Shown.text(planned.get("path")) + " already")
        .detail("It is not of this platform, and its content is another.")
        .hint("Move it away, or say overwrite: true.")
        .path(PATH)
        .build();
  }

  private static boolean isExactly(Path file, @Nullable String hash) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && FileContent.hash(file).equals(hash);
    } catch (IOException unreadable) {
      return false;
    }
  }

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = Permissions.withDefaultMode(request.planned());
    Path file = TextFile.resolve(planned, "path", request.directory());
    if (planned.getOrNull("createdFolders").isUnknown()) {
      boolean makes = planned.getBoolean("createParents", true);
      planned =
          planned.with("createdFolders", makes ? missing(file, request.address()) : Value.list());
    }
    refuseForeign(file, planned, planned.getString("sha256"));
    Replacement replacement = new Replacement(file, request.key());
    try {
      begin(file, replacement, planned);
      return written(replacement, planned, request.directory());
    } catch (ProviderException failed) {
      try {
        removeFolders(planned);
      } catch (ProviderException left) {
        // They are found by find.
        failed.addSuppressed(left);
      }
      throw failed;
    }
  }

  private void begin(Path file, Replacement replacement, MapValue planned)
      throws ProviderException {
    synchronized (folders) {
      if (planned.getBoolean("createParents", true)) {
        try {
          folders.make(file, planned.getList("createdFolders").texts());
        } catch (IOException refused) {
          throw failure("cannot make the folder of ", planned, refused);
        }
      } else {
        refuseMissingFolder(file, planned);
      }
      begin(replacement, planned);
    }
  }

  private static void begin(Replacement replacement, MapValue planned) throws ProviderException {
    try {
      replacement.begin();
    } catch (IOException failed) {
      throw failure("cannot write ", planned, failed);
    }
  }

  private void removeFolders(MapValue attributes) throws ProviderException {
    try {
      folders.removeEmpty(attributes.getList("createdFolders").texts());
    } catch (IOException failed) {
      throw failure("cannot remove the folders of ", attributes, failed);
    }
  }

  private static void refuseMissingFolder(Path file, MapValue planned) throws ProviderException {
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw ProviderException.builder(
              "there is no folder for " + Shown.text(planned.get("path")) + " to be in")
          .hint("Make it, or leave out createParents: false.")
          .path(ValuePath.of("createParents"))
          .build();
    }
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = Permissions.withDefaultMode(request.planned());
    Path file = TextFile.resolve(planned, "path", request.directory());
    Replacement replacement = new Replacement(file, request.key());
    begin(replacement, planned);
    return written(replacement, planned, request.directory());
  }

  private static ObservedResource written(Replacement replacement, MapValue planned, Path directory)
      throws ProviderException {
    try {
      String hash = replacement.write(new FileContent(planned, directory), planned);
      Value wanted = planned.getOrNull("sha256");
      boolean secret = wanted.hasSensitive() || planned.getOrNull("content").hasSensitive();
      Value actual = secret ? Value.of(hash).asSensitive() : Value.of(hash);
      return new ObservedResource(id(planned), planned.with("sha256", actual));
    } catch (IOException failed) {
      throw failure("cannot write ", planned, failed);
    }
  }

  private static ProviderException failure(String doing, MapValue attributes, IOException why) {
    return ProviderException.builder(doing + Shown.text(attributes.get("path")))
        .detail(Shown.reason(why))
        .path(PATH)
        .cause(why)
        .build();
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    MapValue recorded = request.attributes();
    this.recorded.put(request.address(), recorded);
    Path file = TextFile.resolve(recorded, "path", directory);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObservedResource(id(recorded), Observation.of(file, recorded)));
    } catch (IOException failed) {
      throw failure("cannot look at ", recorded, failed);
    }
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    MapValue attributes = request.attributes();
    Path file = TextFile.resolve(attributes, "path", request.directory());
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ProviderException.builder(Shown.text(attributes.get("path")) + " is a folder now")
          .hint("Move it away; then there is nothing to delete.")
          .build();
    }
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
      }
      new Replacement(file, "").removeLeftOvers();
    } catch (IOException failed) {
      throw failure("cannot delete ", attributes, failed);
    }
    removeFolders(attributes);
    recorded.remove(request.address());
  }

  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    MapValue planned = known(request.planned());
    Path file = TextFile.resolve(planned, "path", directory);
    String id = id(planned);
    if (isExactly(file, planned.getString("sha256"))) {
      try {
        return Optional.of(new ObservedResource(id, Permissions.observed(file, planned)));
      } catch (IOException failed) {
        throw failure("cannot look at ", planned, failed);
      }
    }
    boolean foreign = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    return !foreign && isBegun(file, request.key(), planned)
        ? Optional.of(new ObservedResource(id, Observation.withContent(planned, "", "")))
        : Optional.empty();
  }

  private boolean isBegun(Path file, String key, MapValue planned) throws ProviderException {
    try {
      return new Replacement(file, key).isBegun()
          || folders.anyIsEmpty(planned.getList("createdFolders").texts());
    } catch (IOException failed) {
      throw failure("cannot look at the folders of ", planned, failed);
    }
  }

  /** What was planned, with that which only the creation would have told. */
  private MapValue known(MapValue planned) throws ProviderException {
    MapValue known = Permissions.withDefaultMode(planned);
    if (known.getOrNull("createdFolders").isUnknown()) {
      known = known.with("createdFolders", Value.list());
    }
    if (!known.getOrNull("sha256").isUnknown()) {
      return known;
    }
    Value hash = new FileContent(known, directory).plannedHash();
    return known.with("sha256", hash.isUnknown() ? Value.of("") : hash);
  }

  @Override
  public Optional<ObservedResource> importById(ImportRequest request, CallContext context)
      throws ProviderException {
    MapValue named = MapValue.builder().put("path", request.id()).build();
    Path file = TextFile.resolve(named, "path", directory);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String text = TextFile.read(named, "path", directory);
    MapValue attributes =
        named.toBuilder()
            .put("content", text)
            .put("sha256", Hashes.of(text.getBytes(StandardCharsets.UTF_8)))
            .put("createParents", true)
            .put("overwrite", false)
            .put("createdFolders", Value.list())
            .build();
    try {
      return Optional.of(new ObservedResource(id(named), Permissions.observed(file, attributes)));
    } catch (IOException failed) {
      throw failure("cannot look at ", named, failed);
    }
  }
}

package dev.paas.provider.builtin.file;

import dev.paas.provider.builtin.testkit.RecordingContext;
import dev.paas.provider.tck.engine.Proposal;
import dev.paas.provider.tck.manifest.AttributeSchema;
import dev.paas.provider.tck.manifest.Manifest;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.PlanRequest;
import dev.paas.spi.provider.PreflightRequest;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls a {@link FileHandler} as the engine does. */
final class FileCalls {
  private static final String ADDRESS = "resources.file";

  private final Path directory;
  private final FileHandler handler;
  private final RecordingContext context = new RecordingContext();

  FileCalls(Path directory) {
    this.directory = directory;
    this.handler = new FileHandler(directory);
  }

  private static AttributeSchema schema() {
    try {
      var manifest = FileCalls.class.getClassLoader().getResource(Manifest.RESOURCE);
      if (manifest == null) {
        throw new IOException("there is no " + Manifest.RESOURCE);
      }
      return Manifest.read(manifest).type("file").attributes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  MapValue plan(MapValue configuration, @Nullable MapValue prior) throws ProviderException {
    MapValue proposed = Proposal.of(schema(), configuration, prior, "file");
    return handler
        .plan(new PlanRequest(ADDRESS, prior, configuration, proposed, directory))
        .attributes();
  }

  /** Plans and creates. */
  ObservedResource make(String key, MapValue configuration) throws ProviderException {
    return create(key, plan(configuration, null));
  }

  ObservedResource create(String key, MapValue planned) throws ProviderException {
    return handler.create(new CreateRequest(ADDRESS, key, 1, planned, directory), context);
  }

  ObservedResource update(String key, MapValue prior, MapValue planned) throws ProviderException {
    return handler.update(new UpdateRequest(ADDRESS, key, 2, prior, planned, directory), context);
  }

  void preflight(@Nullable MapValue prior, MapValue planned) throws ProviderException {
    handler.preflight(new PreflightRequest(ADDRESS, prior, planned, directory), context);
  }

  Optional<ObservedResource> read(MapValue attributes) throws ProviderException {
    return handler.read(new ReadRequest(ADDRESS, attributes), context);
  }

  Optional<ObservedResource> find(String key, MapValue planned) throws ProviderException {
    return handler.find(new FindRequest(ADDRESS, key, planned), context);
  }

  void delete(MapValue attributes) throws ProviderException {
    handler.delete(new DeleteRequest(ADDRESS, attributes, directory), context);
  }
}

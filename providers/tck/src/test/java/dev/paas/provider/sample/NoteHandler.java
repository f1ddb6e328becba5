package dev.paas.provider.sample;

import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.CreateRequest;
import dev.paas.spi.provider.DeleteRequest;
import dev.paas.spi.provider.FindRequest;
import dev.paas.spi.provider.ObservedResource;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.ReadRequest;
import dev.paas.spi.provider.ResourceHandler;
import dev.paas.spi.provider.UpdateRequest;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps notes: the type {@code sample.note}. A note's file has the platform and key as name. */
record NoteHandler(Path folder, String platform) implements ResourceHandler {

  @Override
  public ObservedResource create(CreateRequest request, CallContext context)
      throws ProviderException {
    return write(platform + "-" + request.key() + ".txt", request.planned());
  }

  @Override
  public ObservedResource update(UpdateRequest request, CallContext context)
      throws ProviderException {
    return write(request.prior().getString("file", ""), request.planned());
  }

  private ObservedResource write(String file, MapValue planned) throws ProviderException {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), planned.getString("text", ""));
    } catch (IOException failed) {
      throw failure("cannot write " + file, failed);
    }
    return note(file, planned);
  }

  /** A note with all that is computed. */
  private static ObservedResource note(String file, MapValue attributes) {
    String text = attributes.getString("text", "").strip();
    int words = text.isEmpty() ? 0 : text.split("\\s+").length;
    return new ObservedResource(
        file, attributes.with("file", Value.of(file)).with("words", Value.of(words)));
  }

  @Override
  public Optional<ObservedResource> read(ReadRequest request, CallContext context)
      throws ProviderException {
    return look(request.attributes().getString("file", ""), request.attributes());
  }

  /** What an interrupted creation has left has the key in its name, and perhaps half the text. */
  @Override
  public Optional<ObservedResource> find(FindRequest request, CallContext context)
      throws ProviderException {
    return look(platform + "-" + request.key() + ".txt", request.planned());
  }

  private Optional<ObservedResource> look(String file, MapValue expected) throws ProviderException {
    if (!Files.exists(folder.resolve(file))) {
      return Optional.empty();
    }
    try {
      Value text = Value.of(Files.readString(folder.resolve(file)));
      boolean secret = expected.getOrNull("text").hasSensitive();
      return Optional.of(note(file, expected.with("text", secret ? text.asSensitive() : text)));
    } catch (IOException failed) {
      throw failure("cannot read " + file, failed);
    }
  }

  @Override
  public void delete(DeleteRequest request, CallContext context) throws ProviderException {
    String file = request.attributes().getString("file", "");
    try {
      Files.deleteIfExists(folder.resolve(file));
    } catch (IOException failed) {
      throw failure("cannot delete " + file, failed);
    }
  }

  private ProviderException failure(String reason, IOException why) {
    return ProviderException.builder(reason)
        .hint("Look whether " + folder + " is a folder in which you may write.")
        .cause(why)
        .build();
  }
}

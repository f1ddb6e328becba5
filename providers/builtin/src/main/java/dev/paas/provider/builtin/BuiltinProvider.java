package dev.paas.provider.builtin;

import dev.paas.provider.builtin.command.CommandHandler;
import dev.paas.provider.builtin.command.CommandLookup;
import dev.paas.provider.builtin.file.FileHandler;
import dev.paas.provider.builtin.file.FileLookup;
import dev.paas.provider.builtin.http.HttpLookup;
import dev.paas.spi.provider.DataHandler;
import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ProviderSettings;
import dev.paas.spi.provider.ResourceHandler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives out the handlers. Each is made, and its classes are loaded, when it is needed first. */
final class BuiltinProvider implements Provider {
  private final ProviderSettings settings;
  private final Map<String, ResourceHandler> handlers = new HashMap<>();
  private final Map<String, DataHandler> lookups = new HashMap<>();

  BuiltinProvider(ProviderSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized ResourceHandler resource(String type) {
    ResourceHandler handler = handlers.get(type);
    if (handler == null) {
      handler = make(type);
      if (handler == null) {
        throw new IllegalArgumentException("the builtin provider has no type " + type);
      }
      handlers.put(type, handler);
    }
    return handler;
  }

  private @Nullable ResourceHandler make(String type) {
    return switch (type) {
      case "data" -> new ValueHandler();
      case "config" -> new ConfigHandler();
      case "secrets" -> new SecretsHandler(settings.environment());
      case "file" -> new FileHandler(settings.directory());
      case "command" -> new CommandHandler(settings.directory(), settings.environment());
      case "random.password" -> new PasswordHandler();
      case "random.id" -> new IdHandler();
      case "random.integer" -> new IntegerHandler();
      case "random.pet" -> new PetHandler();
      default -> null;
    };
  }

  @Override
  public synchronized DataHandler data(String type) {
    DataHandler lookup = lookups.get(type);
    if (lookup == null) {
      lookup =
          switch (type) {
            case "file" -> new FileLookup(settings.directory());
            case "command" -> new CommandLookup(settings.directory(), settings.environment());
            case "http" -> new HttpLookup();
            default ->
                throw new IllegalArgumentException("the builtin provider has no look-up " + type);
          };
      lookups.put(type, lookup);
    }
    return lookup;
  }

  @Override
  public void close() {}
}

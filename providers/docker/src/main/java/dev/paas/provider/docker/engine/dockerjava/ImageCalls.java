package dev.paas.provider.docker.engine.dockerjava;

import static dev.paas.provider.docker.engine.dockerjava.ContainerMapping.map;
import static dev.paas.provider.docker.engine.dockerjava.ContainerMapping.text;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.paas.provider.docker.engine.EngineClient.BuildOrder;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.EngineException.Kind;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.provider.docker.engine.ImageView;
import dev.paas.provider.docker.engine.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds and pulls: the calls whose answer is a stream of progress. */
final class ImageCalls {
  private static final String NO_NAME = "<none>";

  private ImageCalls() {}

  static String build(DockerClient client, BuildOrder order, Consumer<String> output)
      throws IOException, InterruptedException, EngineException {
    BuildProgress progress = new BuildProgress(output);
    try (InputStream context = order.context().open()) {
      command(client, order, context).exec(progress);
      progress.finish();
    }
    if (progress.imageId == null) {
      throw new EngineException(Kind.FAILED, "the engine did not say which image it built");
    }
    return progress.imageId;
  }

  private static BuildImageCmd command(DockerClient client, BuildOrder order, InputStream context) {
    AuthConfigurations logins = new AuthConfigurations();
    order.logins().values().forEach(login -> logins.addConfig(authConfig(login)));
    BuildImageCmd command =
        client
            .buildImageCmd()
            .withTarInputStream(context)
            .withDockerfilePath(order.dockerfile())
            .withLabels(order.labels())
            .withTags(new LinkedHashSet<>(order.tags()))
            .withNoCache(order.noCache())
            .withPull(order.pullBase())
            .withRemove(true)
            .withForcerm(true)
            .withBuildAuthConfigs(logins);
    order.args().forEach(command::withBuildArg);
    if (order.target() != null) {
      command.withTarget(order.target());
    }
    if (order.network() != null) {
      command.withNetworkMode(order.network());
    }
    return command;
  }

  static void pull(
      DockerClient client, String reference, @Nullable RegistryLogin login, Consumer<String> output)
      throws InterruptedException, EngineException {
    int digest = reference.indexOf('@');
    int tag = reference.lastIndexOf(':');
    boolean tagged = digest < 0 && tag > reference.lastIndexOf('/');
    int end = digest >= 0 ? digest : tagged ? tag : reference.length();
    PullImageCmd command =
        client
            .pullImageCmd(reference.substring(0, end))
            .withTag(digest < 0 && !tagged ? "latest" : reference.substring(end + 1));
    if (login != null) {
      command.withAuthConfig(authConfig(login));
    }
    PullProgress progress = new PullProgress(output);
    command.exec(progress);
    progress.finish();
  }

  private static AuthConfig authConfig(RegistryLogin login) {
    AuthConfig config = new AuthConfig().withRegistryAddress(login.server());
    return login.token() == null
        ? config.withUsername(login.username()).withPassword(login.password())
        : config.withIdentityToken(login.token());
  }

  static ImageView view(Image image) {
    Map<String, String> labels = new LinkedHashMap<>();
    // docker-java has no accessor for the labels in a list.
    if (image.getRawValues().get("Labels") instanceof Map<?, ?> raw) {
      raw.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
    }
    return new ImageView(
        text(image.getId()),
        names(image.getRepoTags()),
        names(image.getRepoDigests()),
        labels,
        image.getCreated() == null ? 0 : image.getCreated());
  }

  static ImageDetail detail(InspectImageResponse image) {
    ContainerConfig config = image.getConfig();
    Map<String, ?> volumes = config == null ? null : config.getVolumes();
    List<String> tags = image.getRepoTags();
    List<String> digests = image.getRepoDigests();
    return new ImageDetail(
        text(image.getId()),
        tags == null ? List.of() : List.copyOf(tags),
        digests == null ? List.of() : List.copyOf(digests),
        map(config == null ? null : config.getLabels()),
        text(config == null ? null : config.getUser()),
        volumes == null ? Set.of() : Set.copyOf(volumes.keySet()));
  }

  private static List<String> names(String @Nullable [] names) {
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> !name.startsWith(NO_NAME)).toList();
  }

  /** A stream of progress, in which the engine also tells of failures. */
  private abstract static class Progress<T extends ResponseItem>
      extends ResultCallbackTemplate<Progress<T>, T> {
    private volatile @Nullable String refusal;

    abstract void item(T item);

    @Override
    public void onNext(T item) {
      ResponseItem.ErrorDetail detail = item.getErrorDetail();
      String error = detail == null ? null : detail.getMessage();
      if (error != null) {
        refusal = error;
      } else {
        item(item);
      }
    }

    void finish() throws InterruptedException, EngineException {
      awaitCompletion();
      String said = refusal;
      if (said != null) {
        throw new EngineException(Kind.REFUSED, said.trim());
      }
    }
  }

  private static final class BuildProgress extends Progress<BuildResponseItem> {
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

    private final Consumer<String> output;
    private final StringBuilder line = new StringBuilder();
    private volatile @Nullable String imageId;

    BuildProgress(Consumer<String> output) {
      this.output = output;
    }

    @Override
    void item(BuildResponseItem item) {
      // docker-java has no accessor for the image's id.
      if (item.getRawValues().get("aux") instanceof Map<?, ?> aux
          && aux.get("ID") instanceof String id) {
        imageId = id;
      }
      String text = item.getStream();
      if (text == null) {
        return;
      }
      line.append(text);
      for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
        print(line.substring(0, end));
        line.delete(0, end + 1);
      }
    }

    private void print(String text) {
      // Builders make what goes to standard error red.
      String plain = COLOURS.matcher(text).replaceAll("");
      if (!plain.isBlank()) {
        output.accept(plain.stripTrailing());
      }
    }

    @Override
    public void onComplete() {
      print(line.toString());
      super.onComplete();
    }
  }

  /** Counts layers: how many there are, how many have come. */
  private static final class PullProgress extends Progress<PullResponseItem> {
    private static final Set<String> DONE = Set.of("Pull complete", "Already exists");

    private final Consumer<String> output;
    private final Map<String, Boolean> layers = new LinkedHashMap<>();

    PullProgress(Consumer<String> output) {
      this.output = output;
    }

    @Override
    void item(PullResponseItem item) {
      String id = item.getId();
      String status = item.getStatus();
      if (id == null || status == null || status.startsWith("Pulling from")) {
        return;
      }
      Boolean before = layers.put(id, DONE.contains(status));
      if (before == null || !before.equals(layers.get(id))) {
        long done = layers.values().stream().filter(is -> is).count();
        output.accept("pulled " + done + " of " + layers.size() + " layers");
      }
    }
  }
}

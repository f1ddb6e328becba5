package dev.paas.provider.docker.service;

import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.connection.ImageReference;
import dev.paas.provider.docker.engine.ContainerTemplate;
import dev.paas.provider.docker.engine.ContainerTemplate.Attachment;
import dev.paas.provider.docker.engine.ContainerTemplate.Health;
import dev.paas.provider.docker.engine.ContainerTemplate.Program;
import dev.paas.provider.docker.engine.ContainerTemplate.Wiring;
import dev.paas.provider.docker.engine.EngineClient;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.engine.ImageDetail;
import dev.paas.provider.docker.image.ImagePull;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the containers of a service, complete but not started. */
final class ContainerMaker {
  private static final ValuePath IMAGE = ValuePath.of("image");
  private static final int RELEASE_NUMBER = 0;

  private final Scope scope;
  private final ServiceTarget target;
  private final String hash;
  private final CallContext context;
  private @Nullable ImageDetail image;

  ContainerMaker(Scope scope, ServiceTarget target, String hash, CallContext context) {
    this.scope = scope;
    this.target = target;
    this.hash = hash;
    this.context = context;
  }

  /** Makes sure that the image is there: one that is missing is pulled. */
  ImageDetail image() throws ProviderException, EngineException, InterruptedException {
    if (image != null) {
      return image;
    }
    String reference = target.spec().template().image();
    Optional<ImageDetail> present = scope.engine().image(reference);
    if (present.isEmpty() && ImageReference.isId(reference)) {
      throw ProviderException.builder("the image " + reference + " is not on this engine")
          .detail("It was built there and has been removed since.")
          .hint("If it is one of images, plan and apply again: it will be built anew.")
          .path(IMAGE)
          .build();
    }
    image =
        present.isPresent()
            ? present.get()
            : new ImagePull(scope).run(reference, MapValue.empty(), IMAGE, context);
    tellOfLooseData(image);
    return image;
  }

  /** Data in the image's own volumes ends with the container, which surprises once. */
  private void tellOfLooseData(ImageDetail present) {
    for (String folder : present.volumes()) {
      boolean held =
          target.spec().template().storage().mounts().stream()
              .anyMatch(mount -> mount.target().equals(folder));
      if (!held && !target.spec().template().storage().tmpfs().containsKey(folder)) {
        context.output(
            "the image keeps data in "
                + folder
                + ", for which the service has no volume: it is lost with each container");
      }
    }
  }

  /** Makes a replica, under a name that it has until it takes over. */
  String replica(int number) throws ProviderException, EngineException, InterruptedException {
    String name = scope.names().incoming(target.resource(), number, unique());
    return make(name, number, target.spec().template(target.directory()));
  }

  /**
   * Makes the container of the release command: as the others, but nobody finds or reaches it, and
   * it runs once.
   */
  String release(List<String> command)
      throws ProviderException, EngineException, InterruptedException {
    ContainerTemplate template = target.spec().template(target.directory());
    Program program = template.program();
    Wiring wiring = template.wiring();
    List<Attachment> networks = wiring.networks();
    ContainerTemplate once =
        new ContainerTemplate(
            template.image(),
            new Program(
                program.entrypoint(),
                command,
                program.env(),
                program.user(),
                program.workingDir(),
                null,
                program.stopSignal(),
                program.stopGracePeriod(),
                program.init()),
            template.security(),
            template.limits(),
            template.storage(),
            new Wiring(
                networks == null
                    ? null
                    : networks.stream()
                        .map(network -> new Attachment(network.network(), List.of()))
                        .toList(),
                List.of(),
                List.of(),
                wiring.extraHosts(),
                wiring.dns()),
            new Health(List.of("NONE"), Duration.ZERO, Duration.ZERO, 0, Duration.ZERO),
            "no",
            template.logging());
    return make(scope.names().release(target.resource(), unique()), RELEASE_NUMBER, once);
  }

  private String make(String name, int number, ContainerTemplate template)
      throws ProviderException, EngineException, InterruptedException {
    ImageDetail present = image();
    EngineClient engine = scope.engine();
    String id = engine.createContainer(name, template, labels(number));
    try {
      placeFiles(id, present);
      return id;
    } catch (EngineException | ProviderException e) {
      engine.removeContainer(id);
      throw e;
    }
  }

  private void placeFiles(String id, ImageDetail present)
      throws ProviderException, EngineException, InterruptedException {
    ServiceSpec spec = target.spec();
    if (spec.files().isEmpty()) {
      return;
    }
    String asked = spec.template().program().user();
    ContainerUser owner =
        ContainerUser.resolve(scope.engine(), id, asked == null ? present.user() : asked);
    Set<String> own =
        ServiceParser.ownFolders(spec.files(), spec.template().security().readOnlyRootfs());
    try {
      FilePlacement.place(scope.engine(), id, spec.files(), own, owner);
    } catch (EngineException e) {
      ProviderException told = Failures.explain(e).build();
      throw ProviderException.builder("config files and secrets cannot be placed: " + told.reason())
          .detail(told.detail())
          .hint(told.hint())
          .cause(e)
          .build();
    }
  }

  private Map<String, String> labels(int number) {
    Map<String, String> labels =
        scope.labels().resource(target.address(), target.key(), target.revision());
    labels.put(Labels.SPEC, hash);
    labels.put(Labels.REPLICA, Integer.toString(number));
    labels.putAll(target.spec().labels());
    return labels;
  }

  private static String unique() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}

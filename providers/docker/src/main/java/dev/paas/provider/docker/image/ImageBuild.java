package dev.paas.provider.docker.image;

import dev.paas.provider.docker.attributes.Redactor;
import dev.paas.provider.docker.attributes.Scalars;
import dev.paas.provider.docker.call.Failures;
import dev.paas.provider.docker.call.LastLines;
import dev.paas.provider.docker.call.Scope;
import dev.paas.provider.docker.call.UserLabels;
import dev.paas.provider.docker.context.BuildContext;
import dev.paas.provider.docker.context.ContextHash;
import dev.paas.provider.docker.engine.EngineClient.BuildOrder;
import dev.paas.provider.docker.engine.EngineException;
import dev.paas.provider.docker.naming.Labels;
import dev.paas.spi.provider.CallContext;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image that is built from a folder. */
final class ImageBuild {
  private static final ValuePath BUILD = ValuePath.of("build");
  private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");
  private static final int STEP_WIDTH = 60;

  private final Scope scope;
  private final MapValue attributes;
  private final MapValue build;
  private final Path directory;

  ImageBuild(Scope scope, MapValue attributes, Path directory) {
    this.scope = scope;
    this.attributes = attributes;
    this.build = attributes.getMap("build");
    this.directory = directory;
  }

  /** Refuses what would end up in the image for all to read. */
  void check() throws ProviderException {
    for (Map.Entry<String, Value> arg : build.getMap("args").entries().entrySet()) {
      if (arg.getValue().hasSensitive()) {
        throw ProviderException.builder("a build argument cannot hold something sensitive")
            .detail("Whoever has the image can read it in its history.")
            .hint("Give it to the service at run time: secrets.")
            .path(BUILD.child("args").child(arg.getKey()))
            .build();
      }
    }
    UserLabels.check(build.getMap("labels"), BUILD.child("labels"));
  }

  BuildContext context() throws ProviderException {
    String folder = build.getString("context", "");
    String dockerfile = build.getString("dockerfile", "Dockerfile");
    try {
      return BuildContext.of(directory.resolve(folder), dockerfile);
    } catch (NoSuchFileException e) {
      boolean noFolder = e.getFile().equals(directory.resolve(folder).toString());
      throw ProviderException.builder(
              "there is no " + (noFolder ? "folder " : "file ") + e.getFile())
          .path(BUILD.child(noFolder ? "context" : "dockerfile"))
          .cause(e)
          .build();
    } catch (IOException e) {
      throw unreadable(e);
    } catch (IllegalArgumentException e) {
      throw ProviderException.builder(".dockerignore cannot be understood")
          .detail(e.getMessage() + ".")
          .path(BUILD.child("context"))
          .cause(e)
          .build();
    }
  }

  private static ProviderException unreadable(IOException e) {
    return ProviderException.builder("the build context cannot be read")
        .detail(
            e instanceof AccessDeniedException denied
                ? denied.getFile() + " may not be read."
                : String.valueOf(e.getMessage()) + ".")
        .hint("Make it readable, or leave it out with .dockerignore.")
        .path(BUILD.child("context"))
        .cause(e)
        .build();
  }

  String hash(BuildContext context) throws ProviderException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("target", build.getString("target", ""));
    Scalars.texts(build.getMap("args"))
        .forEach((name, value) -> parameters.put("arg " + name, value));
    Scalars.texts(build.getMap("labels"))
        .forEach((name, value) -> parameters.put("label " + name, value));
    try {
      return ContextHash.of(context, parameters);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Builds the image.
   *
   * @param names what it is to be called
   * @return its id
   */
  String run(String address, BuildContext context, List<String> names, CallContext call)
      throws ProviderException, EngineException, InterruptedException {
    Redactor redactor = Redactor.of(attributes);
    LastLines last = new LastLines();
    try {
      return scope
          .engine()
          .build(
              order(address, context, names),
              raw -> {
                String line = redactor.line(raw);
                last.add(line);
                call.output(line);
                progress(line, call);
              });
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.UNREACHABLE || e.kind() == EngineException.Kind.BROKEN) {
        throw e;
      }
      throw failed(e, redactor).output(last.list()).path(BUILD).build();
    }
  }

  /** What a step of the Dockerfile says is its author's matter; what the engine lacks is ours. */
  private static ProviderException.Builder failed(EngineException e, Redactor redactor) {
    ProviderException.Builder told = Failures.explain(e);
    String reason = told.build().reason();
    return reason.startsWith("the Docker Engine refused")
        ? ProviderException.builder("the build failed: " + redactor.line(e.said())).cause(e)
        : told;
  }

  private BuildOrder order(String address, BuildContext context, List<String> names)
      throws EngineException, InterruptedException {
    // Neither key nor revision: the same content is to be the same image, whichever apply builds
    // it.
    Map<String, String> labels = scope.labels().platform();
    labels.put(Labels.ADDRESS, address);
    labels.putAll(Scalars.texts(build.getMap("labels")));
    return new BuildOrder(
        context::open,
        context.dockerfile(),
        build.getString("target"),
        Scalars.texts(build.getMap("args")),
        labels,
        names,
        attributes.getBoolean("noCache", false),
        attributes.getBoolean("pullBase", false),
        attributes.getString("buildNetwork"),
        scope.logins().all());
  }

  private static void progress(String line, CallContext call) {
    Matcher step = STEP.matcher(line);
    if (step.matches()) {
      String what = step.group(3);
      call.progress(
          "step "
              + step.group(1)
              + " of "
              + step.group(2)
              + ": "
              + (what.length() > STEP_WIDTH ? what.substring(0, STEP_WIDTH) + "…" : what));
    }
  }
}

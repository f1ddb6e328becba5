package dev.paas.provider.jclouds.call;

import dev.paas.provider.jclouds.cloud.Cloud;
import dev.paas.provider.jclouds.cloud.Cloud.Image;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.ValuePath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which image is meant by a name, an id or a pattern. */
public final class Images {
  private Images() {}

  /** The one that {@code image} of something says; of several the newest. */
  public static Image meant(Cloud cloud, MapValue planned)
      throws CloudException, InterruptedException, ProviderException {
    String wanted = planned.getString("image", "");
    List<Image> images = cloud.images(wanted);
    return newest(images, wanted)
        .orElseThrow(
            () ->
                ProviderException.builder("the cloud has no image " + wanted)
                    .hint(NearMatches.hint(wanted, images.stream().map(Image::name).toList()))
                    .path(ValuePath.of("image"))
                    .build());
  }

  /** Of the usable images with that id or name, or that fit a pattern, the newest. */
  public static Optional<Image> newest(List<Image> images, String wanted) {
    Pattern pattern = pattern(wanted);
    return images.stream()
        .filter(image -> image.status().equalsIgnoreCase("active"))
        .filter(image -> image.id().equals(wanted) || pattern.matcher(image.name()).matches())
        .max(Comparator.comparing(Image::created).thenComparing(Image::id));
  }

  /** Whether an image of that name may be meant by a name or a pattern. */
  public static boolean fits(String wanted, String name) {
    return pattern(wanted).matcher(name).matches();
  }

  private static Pattern pattern(String wanted) {
    StringBuilder pattern = new StringBuilder();
    for (String part : wanted.split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }
}

package dev.paas.provider.builtin.file;

import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.value.IntegerValue;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import dev.paas.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.jspecify.annotations.Nullable;

/** Mode, owner and group of files, on systems that have them. */
final class Permissions {
  private static final int MODE_BITS = 07777;

  private Permissions() {}

  /**
   * {@code attributes} with the mode that can be told when the user says none: whether a content
   * that is not known yet will be sensitive is not known either.
   */
  static MapValue withPlannedMode(MapValue attributes) {
    Value content = attributes.getOrNull("content");
    return content.isUnknown() && !content.hasSensitive()
        ? attributes.with("mode", new UnknownValue(ValueKind.STRING))
        : withDefaultMode(attributes);
  }

  /** {@code attributes} with the mode that applies when the user says none. */
  static MapValue withDefaultMode(MapValue attributes) {
    if (attributes.getString("mode") != null) {
      return attributes;
    }
    boolean secret = attributes.getOrNull("content").hasSensitive();
    return attributes.with("mode", Value.of(secret ? "0600" : "0644"));
  }

  /** Gives {@code file} the mode, the owner and the group that {@code attributes} ask for. */
  static void apply(Path file, MapValue attributes) throws IOException, ProviderException {
    setOwner(file, attributes, "owner");
    setOwner(file, attributes, "group");
    // After the owner: a change of owner takes the set-user bit away.
    Files.setAttribute(file, "unix:mode", bits(attributes.getString("mode", "0644")));
  }

  private static void setOwner(Path file, MapValue attributes, String name)
      throws IOException, ProviderException {
    Value wanted = attributes.getOrNull(name).unwrapped();
    if (wanted.isNull()) {
      return;
    }
    boolean user = name.equals("owner");
    if (wanted instanceof IntegerValue number) {
      Files.setAttribute(file, user ? "unix:uid" : "unix:gid", (int) number.value());
      return;
    }
    String text = attributes.getString(name, "");
    UserPrincipalLookupService lookup = file.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (user) {
        view.setOwner(lookup.lookupPrincipalByName(text));
      } else {
        view.setGroup(lookup.lookupPrincipalByGroupName(text));
      }
    } catch (UserPrincipalNotFoundException unknown) {
      throw ProviderException.builder("this machine has no " + (user ? "user " : "group ") + text)
          .path(ValuePath.of(name))
          .build();
    }
  }

  /** {@code attributes} with what differs on {@code file} as it is there. */
  static MapValue observed(Path file, MapValue attributes) throws IOException {
    MapValue.Builder observed = attributes.toBuilder();
    int actual = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & MODE_BITS;
    if (!attributes.has("mode") || actual != bits(attributes.getString("mode", ""))) {
      observed.put("mode", String.format("%04o", actual));
    }
    PosixFileAttributes posix =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    putOwner(observed, attributes, "owner", file, "unix:uid", posix.owner().getName());
    putOwner(observed, attributes, "group", file, "unix:gid", posix.group().getName());
    return observed.build();
  }

  private static void putOwner(
      MapValue.Builder observed,
      MapValue attributes,
      String name,
      Path file,
      String numberAttribute,
      @Nullable String actualName)
      throws IOException {
    Value wanted = attributes.getOrNull(name).unwrapped();
    if (wanted instanceof IntegerValue) {
      int number = (int) Files.getAttribute(file, numberAttribute, LinkOption.NOFOLLOW_LINKS);
      observed.put(name, number);
    } else if (!wanted.isNull() && actualName != null) {
      observed.put(name, actualName);
    }
  }

  private static int bits(String octal) {
    return Integer.parseInt(octal, 8);
  }
}

package dev.paas.provider.builtin.text;

import dev.paas.spi.value.Value;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** How values and failures are shown to people. */
public final class Shown {
  private Shown() {}

  /** A text value as it may be shown: never when it is sensitive. */
  public static String text(@Nullable Value value) {
    if (value != null && value.hasSensitive()) {
      return "(sensitive)";
    }
    String text = Value.textOf(value);
    return text == null ? String.valueOf(value) : text;
  }

  /** Why a file could not be used, as a sentence without its name. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "It does not exist.";
    }
    if (failure instanceof AccessDeniedException) {
      return "Permission is denied.";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "It exists already.";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "The folder is not empty.";
    }
    if (failure instanceof NotDirectoryException) {
      return "It is not a folder.";
    }
    if (failure instanceof ClosedByInterruptException) {
      return "It was interrupted.";
    }
    String reason = failure instanceof FileSystemException known ? known.getReason() : null;
    return reason == null
        ? "The system says: " + failure.getClass().getSimpleName() + "."
        : reason + ".";
  }
}

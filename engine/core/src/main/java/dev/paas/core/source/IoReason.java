package dev.paas.core.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read, as a sentence. */
public final class IoReason {
  private IoReason() {}

  public static String of(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "Permission denied.";
    }
    if (problem instanceof NoSuchFileException) {
      return "It does not exist.";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + ".";
    }
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() + "." : message + ".";
  }
}

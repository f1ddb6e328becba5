package dev.paas.core.module;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A module in a repository of git: {@code git+https://host/repo.git//folder?ref=v1.2}, or with
 * {@code git::} before the address.
 *
 * @param url the repository, as git understands it
 * @param folder the module's folder in it; empty for its root
 * @param ref a tag, a branch or a whole commit id; empty for the repository's default branch
 */
public record GitSource(String url, String folder, String ref) {
  private static final Pattern PREFIX = Pattern.compile("^git(::|\\+)");
  private static final Pattern SCHEME = Pattern.compile("^([a-z][a-z0-9+.-]*)://");

  /** Host and path; a host must not look like an option of a program that git runs. */
  private static final Pattern URL =
      Pattern.compile(
          "^(https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?/"
              + "|ssh://([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?/"
              + "|file:///"
              + "|[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?!-)"
              + "|/)[^\\s\\p{Cntrl}]+$");

  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./@+-]*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** Whether a source is meant to be one in a repository, well written or not. */
  static boolean isMeant(String text) {
    return text.contains("::")
        || SCHEME.matcher(text).find()
        || text.matches("^[A-Za-z0-9_][A-Za-z0-9_.-]*@[^/]+:.*");
  }

  /**
   * Reads the source of a module.
   *
   * @return {@code null} when it is a path
   * @throws IllegalArgumentException when it is meant to be in a repository and cannot be used; the
   *     message is a sentence that says why
   */
  public static @Nullable GitSource parse(String text) {
    if (!isMeant(text)) {
      return null;
    }
    Matcher prefix = PREFIX.matcher(text);
    if (!prefix.find()) {
      throw new IllegalArgumentException(
          "A repository of git is written git+https://host/repository.git//folder?ref=v1.");
    }
    String address = text.substring(prefix.end());
    int question = address.indexOf('?');
    String query = question < 0 ? "" : address.substring(question + 1);
    String path = question < 0 ? address : address.substring(0, question);
    Matcher scheme = SCHEME.matcher(path);
    int from = scheme.find() ? scheme.end() : 1;
    int split = path.indexOf("//", from);
    String url = split < 0 ? path : path.substring(0, split);
    String folder = split < 0 ? "" : trimmed(path.substring(split + 2));
    return new GitSource(checkedUrl(url), checkedFolder(folder), ref(query));
  }

  private static String trimmed(String folder) {
    String text = folder;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  private static String checkedUrl(String url) {
    if (url.matches("^https?://[^/]*@.*")) {
      throw new IllegalArgumentException(
          "A user or password cannot stand in it: it would be shown. Let git's credential helper have it.");
    }
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "The repository is an address with https, ssh or file, user@host:path, or an absolute path.");
    }
    return url;
  }

  private static String checkedFolder(String folder) {
    for (String step : folder.split("/", -1)) {
      if (step.equals("..") || step.equals(".git") || (step.isEmpty() && !folder.isEmpty())) {
        throw new IllegalArgumentException("The folder after // is a path inside the repository.");
      }
    }
    return folder;
  }

  private static String ref(String query) {
    if (query.isEmpty()) {
      return "";
    }
    if (!query.startsWith("ref=")) {
      throw new IllegalArgumentException("After ? only ref= can stand.");
    }
    String ref = query.substring("ref=".length());
    if (!REF.matcher(ref).matches() || ref.contains("..") || ref.contains("@{")) {
      throw new IllegalArgumentException(
          "The ref is the name of a tag or branch, or a whole commit id.");
    }
    return ref;
  }

  /** Whether the ref is a commit already. */
  boolean isCommit() {
    return isCommit(ref);
  }

  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /** What is pinned: the repository at the ref, whatever folder is taken. */
  public String pin() {
    return ref.isEmpty() ? url : url + "?ref=" + ref;
  }
}

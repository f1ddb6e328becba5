package dev.paas.provider.ssh;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is run on a machine around a step. It writes below {@code ~/.paas} what is under way and
 * what is done, so that whoever comes after a lost connection, or a crash of paas, can tell.
 * Nothing that is sensitive is an argument, which others on the machine could see: scripts and
 * contents come over standard input.
 */
final class Shell {
  /** What a step ends with when it could not be begun. */
  static final int NOT_BEGUN = 125;

  private static final String BOOT = "boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)\n";

  private Shell() {}

  /** A text as one word for {@code sh}. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A program and its arguments as a line for {@code sh}. */
  static String command(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }

  /** Prints the mark of each step that is done, and {@code running} while one is under way. */
  static String look() {
    return sh(
        "cd; "
            + BOOT
            + """
            if read -r pid of 2>/dev/null <.paas/running && [ "$of" = "$boot" ] \
            && kill -0 "$pid" 2>/dev/null; then echo running; fi
            cat .paas/done 2>/dev/null
            exit 0
            """);
  }

  /**
   * Ends what is under way. Only a shell's own {@code kill} is asked for that: the program of that
   * name in procps 4.0.2 takes a group of processes for all there are.
   *
   * @param sudo whether root has begun it
   */
  static String kill(boolean sudo) {
    return sh(
        "cd; "
            + BOOT
            + """
            read -r pid of 2>/dev/null <.paas/running && [ "$of" = "$boot" ] || exit 0
            case $pid in ''|0|1|*[!0-9]*) exit 0;; esac
            end='kill -TERM "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null'
            @SUDO@sh -c "$end" end "$pid"
            rm -f .paas/running .paas/step
            exit 0
            """
                .replace("@SUDO@", sudo ? "sudo -n " : ""));
  }

  /**
   * Runs the script that comes on standard input.
   *
   * @param length how many bytes it has; of one that did not come as a whole nothing is run
   */
  static String run(String mark, int length, boolean sudo) {
    return sh(
        begin()
            + """
              cat >.paas/step && [ "$(wc -c <.paas/step)" -eq @LENGTH@ ] || exit 125
              umask "$mask"
              @SUDO@sh -e .paas/step </dev/null
              """
                .replace("@LENGTH@", Integer.toString(length))
                .replace("@SUDO@", sudo ? "sudo -n " : "")
            + end(mark));
  }

  /** Puts what comes on standard input into a file. */
  static String upload(String mark, SetupStep.Upload file, boolean sudo) {
    String place =
        """
        t="$1.paas-$$"; trap 'rm -f "$t"' EXIT
        if [ -d "$1" ]; then echo "$1 is a folder" >&2; exit 1; fi
        mkdir -p "$(dirname "$1")" && (umask 077; cat >"$t") || exit 1
        [ "$(wc -c <"$t")" -eq "$2" ] || exit 125
        chmod "$3" "$t" || exit 1
        if [ -n "$4" ]; then chown "$4" "$t" || exit 1; fi
        mv -f "$t" "$1"
        """;
    List<String> words =
        List.of(
            "sh",
            "-c",
            place,
            "paas",
            file.target(),
            Integer.toString(file.content().remaining()),
            file.mode(),
            file.owner());
    return sh(
        begin()
            + "umask \"$mask\"\n"
            + (sudo ? "sudo -n " : "")
            + command(words)
            + "\n"
            + end(mark));
  }

  private static String begin() {
    return """
    cd || exit 125
    mask=$(umask); umask 077
    mkdir -p .paas || exit 125
    """
        + BOOT
        + "echo \"$$ $boot\" >.paas/running || exit 125\n";
  }

  /** It is done before it is not under way any more, so that it is one of both at any time. */
  private static String end(String mark) {
    return """
    code=$?
    umask 077; cd
    if [ $code -eq 0 ]; then echo @MARK@ >>.paas/done || code=125; fi
    rm -f .paas/running .paas/step
    exit $code
    """
        .replace("@MARK@", mark);
  }

  /** For a login shell of whatever kind. */
  private static String sh(String script) {
    return "exec sh -c " + quoted(script);
  }
}

package dev.paas.provider.docker.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Certificates for a connection with TLS on this machine, made by {@code openssl}: {@code ca.pem},
 * and for {@code server} and {@code client} a certificate and a key. Without it the asking test is
 * skipped.
 */
public final class Certificates {
  private static final Path PROGRAM = Path.of("/usr/bin/openssl");

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  public static Certificates in(Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "no certificates: there is no " + PROGRAM);
    Files.createDirectories(folder);
    Certificates certificates = new Certificates(folder);
    certificates.run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=tests",
        "-keyout",
        "ca-key.pem",
        "-out",
        "ca.pem");
    certificates.sign("server", "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    certificates.sign("client", "extendedKeyUsage=clientAuth\n");
    return certificates;
  }

  private void sign(String name, String extensions) throws IOException, InterruptedException {
    Files.writeString(folder.resolve(name + ".ext"), extensions);
    run(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + "-key.pem",
        "-out",
        name + ".csr");
    run(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca-key.pem",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        name + ".ext",
        "-out",
        name + ".pem");
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  /** A file such as {@code ca.pem}, {@code client.pem} or {@code client-key.pem}. */
  public Path file(String name) {
    return folder.resolve(name);
  }
}

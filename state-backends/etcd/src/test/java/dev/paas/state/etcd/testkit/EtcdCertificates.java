package dev.paas.state.etcd.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Certificates in a folder: {@code ca.pem} and {@code other-ca.pem} that sign themselves, and
 * {@code server.pem} and {@code client.pem} that {@code ca} has signed; each with its {@code .key}.
 */
public final class EtcdCertificates {
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");

  private final Path folder;

  private EtcdCertificates(Path folder) {
    this.folder = folder;
  }

  /** Makes them. Says by name that a test is skipped where that cannot be done. */
  public static EtcdCertificates in(Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(OPENSSL), "no certificates: there is no program openssl");
    EtcdCertificates made = new EtcdCertificates(folder);
    made.authority("ca");
    made.authority("other-ca");
    made.signed("server");
    made.signed("client");
    return made;
  }

  /** One of the files. */
  public String file(String name) {
    return folder.resolve(name).toString();
  }

  /** What makes an etcd show its certificate and ask for that of each client. */
  public String[] serverOptions() {
    return new String[] {
      "--cert-file",
      file("server.pem"),
      "--key-file",
      file("server.key"),
      "--client-cert-auth",
      "--trusted-ca-file",
      file("ca.pem")
    };
  }

  private void authority(String name) throws IOException, InterruptedException {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=%1$s -keyout %1$s.key -out %1$s.pem"
            .formatted(name));
  }

  private void signed(String name) throws IOException, InterruptedException {
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr"
            .formatted(name));
    Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    openssl(
        ("x509 -req -days 2 -in %1$s.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
                + " -extfile %1$s.ext -out %1$s.pem")
            .formatted(name));
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    Path log = folder.resolve("openssl.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(log));
    }
  }
}

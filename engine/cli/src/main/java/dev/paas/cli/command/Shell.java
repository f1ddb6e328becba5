package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.value.MapValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody can log in over SSH, as a resource's recorded attributes tell: {@code host},
 * {@code login} with {@code user}, {@code port} and {@code privateKey}, and {@code hostKeys}. Any
 * type that has them can be logged in on; nobody is asked.
 *
 * @param privateKey {@code null} when there is none: then those count that ssh finds itself
 * @param hostKeys by what the machine is known; when empty what ssh itself knows counts
 */
record Shell(
    Address address,
    String host,
    long port,
    String user,
    @Nullable String privateKey,
    List<String> hostKeys) {

  private static final String LOGIN = "login";
  private static final int PORT = 22;

  Shell {
    hostKeys = List.copyOf(hostKeys);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }

  /** Whether a resource is of a type that can be logged in on. */
  static boolean isOn(ResourceRecord record) {
    return record.attributes().has(LOGIN);
  }

  /** The shell of a resource. */
  static Shell of(ResourceRecord record) {
    MapValue attributes = record.attributes();
    if (!isOn(record)) {
      throw Diagnostic.error(
              Problem.SHELL_UNAVAILABLE, record.address() + " cannot be logged in on")
          .detail("A " + record.type() + " has no login.")
          .hint("paas exec runs commands in services.")
          .toException();
    }
    String host = attributes.getString("host", "");
    if (host.isEmpty()) {
      throw Diagnostic.error(Problem.SHELL_UNAVAILABLE, record.address() + " has no address")
          .detail("Its attribute host is empty.")
          .hint("When it has got one in the meantime, paas refresh finds it.")
          .toException();
    }
    MapValue login = attributes.getMap(LOGIN);
    return new Shell(
        record.address(),
        host,
        login.getLong("port").orElse(PORT),
        login.getString("user", ""),
        login.getString("privateKey"),
        attributes.getList("hostKeys").texts());
  }

  /** The same for somebody else; for the same user when {@code other} is empty. */
  Shell withUser(String other) {
    return other.isEmpty() ? this : new Shell(address, host, port, other, privateKey, hostKeys);
  }
}

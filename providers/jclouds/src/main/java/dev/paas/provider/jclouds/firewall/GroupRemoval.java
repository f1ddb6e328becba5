package dev.paas.provider.jclouds.firewall;

import dev.paas.provider.jclouds.call.Failures;
import dev.paas.provider.jclouds.cloud.CloudException;
import dev.paas.provider.jclouds.cloud.CloudException.Kind;
import dev.paas.provider.jclouds.cloud.Firewall;
import dev.paas.provider.jclouds.cloud.Firewall.Group;
import dev.paas.spi.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Deletes a group. The ports of a machine that is gone may have it for a moment longer. */
public final class GroupRemoval {
  private static final int TRIES = 10;
  private static final int MOST_NAMED = 5;

  private final Firewall firewall;
  private final Duration interval;

  /**
   * @param interval how long to wait before the next try
   */
  public GroupRemoval(Firewall firewall, Duration interval) {
    this.firewall = firewall;
    this.interval = interval;
  }

  /** Deletes it; when it stays in use, the failure says by what. */
  public void remove(Group group) throws CloudException, InterruptedException, ProviderException {
    for (int tries = 1; true; tries++) {
      try {
        firewall.deleteGroup(group.id());
        return;
      } catch (CloudException e) {
        if (e.kind() != Kind.CONFLICT) {
          throw e;
        }
        if (tries == TRIES) {
          throw used(group, e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(interval.toMillis());
    }
  }

  private ProviderException used(Group group, CloudException conflict)
      throws CloudException, InterruptedException {
    List<String> users = firewall.users(group.id());
    return ProviderException.builder("the security group " + group.name() + " is in use")
        .detail(users.isEmpty() ? Failures.sentence(conflict.said()) : told(users))
        .hint("Take it from what has it, and apply again.")
        .retryable()
        .cause(conflict)
        .build();
  }

  private static String told(List<String> users) {
    int named = Math.min(users.size(), MOST_NAMED);
    String rest = users.size() > named ? " and " + (users.size() - named) + " more" : "";
    return "It is that of " + String.join(", ", users.subList(0, named)) + rest + ".";
  }
}

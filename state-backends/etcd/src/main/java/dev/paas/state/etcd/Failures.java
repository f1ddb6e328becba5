package dev.paas.state.etcd;

import dev.paas.spi.provider.PlatformIdentity;
import dev.paas.spi.state.LeaseInfo;
import dev.paas.spi.state.StateException;
import dev.paas.spi.state.StateException.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What is told when something is wrong. */
final class Failures {
  private Failures() {}

  static StateException settings(String reason, String detail, @Nullable String hint) {
    return new StateException(Kind.INVALID_SETTINGS, reason, detail, hint);
  }

  static StateException closed() {
    return new StateException(
        Kind.IO, "the state store is closed", "It was used after it had been closed.", null);
  }

  static StateException watchClosed() {
    return new StateException(
        Kind.IO, "the watch of the state is closed", "It was used after it had been closed.", null);
  }

  static StateException corrupt(String key, String detail) {
    return new StateException(
        Kind.CORRUPT,
        "cannot read " + key + " in etcd",
        detail,
        "Nothing was changed. Restore etcd from a snapshot, or use another prefix.");
  }

  static StateException newer(String what, int format) {
    return new StateException(
        Kind.NEWER_VERSION,
        what + " was written by a newer version of paas",
        "It has the format " + format + "; this version knows formats up to " + Stored.FORMAT + ".",
        "Use that newer version.");
  }

  static StateException ofAnotherPlatform(
      String location, PlatformIdentity found, PlatformIdentity wanted) {
    return settings(
        "the state in etcd belongs to another platform, " + named(found),
        location + " is where that of " + named(wanted) + " would be.",
        "Choose another prefix with `state: { prefix: … }`, or another name.");
  }

  private static String named(PlatformIdentity platform) {
    return platform.environment().isEmpty()
        ? platform.name()
        : platform.name() + " in the environment " + platform.environment();
  }

  static StateException defect(Throwable cause) {
    return new StateException(
        Kind.IO,
        "the state in etcd cannot be used because of an error in paas",
        String.valueOf(cause),
        "Please report it.",
        cause);
  }

  /** A call that etcd did not answer as it should. */
  static StateException of(EtcdFailure failure, String location, String doing) {
    String said = doing + " " + location + ": " + sentence(failure.text());
    return switch (failure.code()) {
      case UNAVAILABLE ->
          new StateException(
              Kind.UNAVAILABLE,
              "etcd cannot be reached",
              said,
              "Look whether it runs and has a leader: etcdctl --endpoints=… endpoint status. If it"
                  + " does, check state.endpoints and that https:// is there where it must be.",
              failure);
      case TLS ->
          new StateException(
              Kind.UNAVAILABLE,
              "etcd's certificate or ours is not accepted",
              said,
              "Check state.tls: ca must have signed etcd's certificate, which must be for the host"
                  + " in state.endpoints; and etcd may want a client's certificate.",
              failure);
      case CREDENTIALS ->
          new StateException(
              Kind.UNAVAILABLE,
              "etcd does not accept the user or the password",
              said,
              "Check state.username and state.password.",
              failure);
      case NO_USERS ->
          new StateException(
              Kind.INVALID_SETTINGS,
              "this etcd has no users, and the state has a username",
              said,
              "Leave state.username out, or let etcd ask for users: etcdctl auth enable.",
              failure);
      case DENIED ->
          new StateException(
              Kind.READ_ONLY,
              "the user may not do this in etcd",
              said,
              "Let an administrator grant it: etcdctl role grant-permission ROLE --prefix=true"
                  + " readwrite PREFIX.",
              failure);
      case NO_SPACE ->
          new StateException(
              Kind.FULL,
              "etcd's database has reached its quota",
              said,
              "Let an administrator compact and defragment it (etcdctl compact, etcdctl defrag) or"
                  + " raise --quota-backend-bytes, then: etcdctl alarm disarm.",
              failure);
      case TOO_LARGE ->
          new StateException(
              Kind.IO,
              "etcd does not take so much at once",
              said,
              "It has lower limits than usual: see --max-request-bytes and --max-txn-ops, and"
                  + " `state: { maxOperations: … }`.",
              failure);
      case COMPACTED, NO_LEASE, OTHER ->
          new StateException(Kind.IO, "etcd refuses a request", said, null, failure);
    };
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") ? stripped : stripped + ".";
  }

  static StateException undecided(String location) {
    return new StateException(
        Kind.UNAVAILABLE,
        "it is not known whether the last writes to etcd were carried out",
        "The connection to "
            + location
            + " was lost in the middle of them, for longer than etcd remembers this process.",
        "Run the command again: it starts from what is there now.");
  }

  static StateException tooLarge(String key, long bytes, long limit) {
    return new StateException(
        Kind.IO,
        key + " is too large for the state in etcd",
        "It has " + bytes + " bytes, and etcd takes " + limit + " at most.",
        "Keep large content in a file or an image, and only its digest in the resource.");
  }

  static StateException tooMany(int operations, int limit) {
    return new StateException(
        Kind.IO,
        "a change of the state is too large for etcd",
        "It has " + operations + " operations at once, and etcd takes " + limit + ".",
        "Start etcd with a larger --max-txn-ops, and say so in `state: { maxOperations: … }`.");
  }

  static StateException leaseLost(String id) {
    return new StateException(
        Kind.LEASE_LOST,
        "the lease " + id + " is not held any more",
        "It was given up, somebody ended it, or it ran out because etcd was not reached in time."
            + " Nothing was written.",
        "Run the command again.");
  }

  static StateException conflict(String key, long expected, long etcdRevision) {
    String found =
        etcdRevision == 0 ? "that it does not exist" : "revision " + etcdRevision + " of etcd";
    String wanted =
        expected == 0
            ? "that it does not exist"
            : "revision " + Revisions.etcd(expected) + " of etcd";
    return new StateException(
        Kind.CONFLICT,
        key + " was changed by somebody else",
        "Expected was " + wanted + ", found " + found + ". Nothing was written.",
        "Run the command again: it starts from what is there now.");
  }

  /**
   * @param wanted what of it is in the way
   */
  static StateException locked(LeaseInfo blocker, SortedSet<String> wanted, Duration ttl) {
    String names =
        wanted.size() == 1
            ? wanted.first()
            : wanted.first() + " and " + (wanted.size() - 1) + " more";
    return new StateException(
        Kind.LOCKED,
        names + " is locked by " + blocker.holder(),
        blocker.holder()
            + " has held "
            + names
            + " since "
            + blocker.since().truncatedTo(ChronoUnit.SECONDS)
            + " (lease "
            + blocker.id()
            + ").",
        "Wait for it to finish, or let --lock-timeout 5m wait. If that process is gone, what it"
            + " holds is free after "
            + ttl.toSeconds()
            + " seconds.");
  }
}

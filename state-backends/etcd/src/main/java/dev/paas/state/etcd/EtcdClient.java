package dev.paas.state.etcd;

import dev.paas.state.etcd.EtcdFailure.Code;
import dev.paas.state.etcd.Reply.Page;
import dev.paas.state.etcd.Reply.Pair;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;

/**
 * A connection to etcd. The only class, with {@link ClientFailures}, that knows jetcd: what it
 * offers is little, so that another client can take its place.
 *
 * <p>Calls wait for the answer, {@link EtcdSettings#request} at most, and are not ended by an
 * interrupt.
 */
final class EtcdClient implements AutoCloseable {
  /** What a call may take beyond its own deadline before it is given up. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final String WATCH_METHOD = "Watch";

  /** gRPC would write to the standard error what it tells its callers as well. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  static {
    GRPC.setLevel(Level.OFF);
  }

  private final Client client;
  private final Duration timeout;

  private EtcdClient(Client client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** Makes a client; connects with the first call. */
  static EtcdClient of(EtcdSettings settings) throws EtcdFailure {
    try {
      ClientBuilder builder =
          Client.builder()
              .endpoints(settings.endpoints().toArray(URI[]::new))
              .waitForReady(false)
              .retryMaxAttempts(2)
              .retryDelay(20)
              .retryMaxDelay(200)
              .keepaliveTime(Duration.ofSeconds(10))
              .keepaliveTimeout(Duration.ofSeconds(5))
              // etcd takes pings without calls for an attack.
              .keepaliveWithoutCalls(false)
              .connectTimeout(settings.connect())
              .maxInboundMessageSize(Integer.MAX_VALUE)
              .interceptor(new Deadlines(settings.request()));
      EtcdSettings.User user = settings.user();
      if (user != null) {
        builder.user(sequence(Bytes.of(user.name()))).password(sequence(Bytes.of(user.password())));
      }
      if (settings.encrypted()) {
        builder.sslContext(context -> configure(context, settings.tls()));
      }
      return new EtcdClient(builder.build(), settings.request());
    } catch (SSLException | RuntimeException e) {
      throw new EtcdFailure(Code.TLS, ClientFailures.rootText(e), e);
    }
  }

  private static void configure(SslContextBuilder context, TlsFiles files) {
    Path ca = files.ca();
    Path cert = files.cert();
    Path key = files.key();
    if (ca != null) {
      context.trustManager(ca.toFile());
    }
    if (cert != null && key != null) {
      context.keyManager(cert.toFile(), key.toFile());
    }
  }

  /** Ends each call in time; watches go on. */
  private record Deadlines(Duration timeout) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      boolean endless = WATCH_METHOD.equals(method.getBareMethodName());
      return next.newCall(
          method,
          endless ? options : options.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** Reads keys. */
  Page range(Request.Range range) throws EtcdFailure {
    return page(
        await(client.getKVClient().get(sequence(range.from()), ClientRequests.option(range))));
  }

  /** Carries a transaction out. */
  Reply transact(Request.Transaction transaction) throws EtcdFailure {
    return reply(
        await(
            client
                .getKVClient()
                .txn()
                .If(ClientRequests.conditions(transaction))
                .Then(ClientRequests.operations(transaction.then()))
                .Else(ClientRequests.operations(transaction.otherwise()))
                .commit()));
  }

  /** Makes a lease. */
  long grant(Duration ttl) throws EtcdFailure {
    return await(client.getLeaseClient().grant(ttl.toSeconds())).getID();
  }

  /** Renews a lease; completes with how long it lasts now. Fails with an {@link EtcdFailure}. */
  CompletableFuture<Duration> renew(long lease) {
    CompletableFuture<Duration> renewed = new CompletableFuture<>();
    try {
      CompletableFuture<?> unused =
          client
              .getLeaseClient()
              .keepAliveOnce(lease)
              .whenComplete(
                  (response, failure) -> {
                    if (failure == null) {
                      renewed.complete(Duration.ofSeconds(response.getTTL()));
                    } else {
                      renewed.completeExceptionally(ClientFailures.of(failure));
                    }
                  });
    } catch (RuntimeException e) {
      renewed.completeExceptionally(ClientFailures.of(e));
    }
    return renewed;
  }

  /** Ends a lease; all keys that were put with it are gone at once. */
  void revoke(long lease) throws EtcdFailure {
    await(client.getLeaseClient().revoke(lease));
  }

  /** Hears what a watch tells, in some thread, one call at a time. */
  interface Listener {

    /** Whole revisions, in their order. */
    void changed(List<Event> events);

    /** It has ended. */
    void ended(EtcdFailure why);
  }

  /**
   * A change.
   *
   * @param revision the revision that made it
   */
  record Event(Bytes key, boolean deleted, Bytes value, long revision) {}

  /** Watches keys from a revision on until it is closed or has ended. */
  AutoCloseable watch(Bytes from, Bytes end, long revision, Listener listener) throws EtcdFailure {
    WatchOption option =
        WatchOption.builder()
            .withRange(sequence(end))
            .withRevision(revision)
            .withRequireLeader(true)
            .build();
    Watching watching = new Watching(listener);
    try {
      watching.begun(client.getWatchClient().watch(sequence(from), option, watching));
      return watching;
    } catch (RuntimeException e) {
      throw ClientFailures.of(e);
    }
  }

  /**
   * One watch of jetcd, which ends at the first trouble: jetcd's own way to go on leaves out what
   * happened between the revision it was at and the one at which it is connected again.
   */
  private static final class Watching implements Watch.Listener, AutoCloseable {
    private final Listener listener;
    private final CompletableFuture<Watch.Watcher> watcher = new CompletableFuture<>();

    Watching(Listener listener) {
      this.listener = listener;
    }

    void begun(Watch.Watcher started) {
      watcher.complete(started);
    }

    @Override
    public void onNext(WatchResponse response) {
      List<Event> events = new ArrayList<>();
      for (WatchEvent event : response.getEvents()) {
        KeyValue pair = event.getKeyValue();
        events.add(
            new Event(
                bytes(pair.getKey()),
                event.getEventType() == WatchEvent.EventType.DELETE,
                bytes(pair.getValue()),
                pair.getModRevision()));
      }
      listener.changed(events);
    }

    @Override
    public void onError(Throwable failure) {
      listener.ended(ClientFailures.of(failure));
      close();
    }

    @Override
    public void onCompleted() {
      listener.ended(new EtcdFailure(Code.UNAVAILABLE, "the watch has ended", null));
    }

    @Override
    public void close() {
      CompletableFuture<Void> unused = watcher.thenAccept(Watch.Watcher::close);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T await(CompletableFuture<T> future) throws EtcdFailure {
    // A call that is repeated inside the client begins anew with its deadline.
    long end = System.nanoTime() + timeout.multipliedBy(3).plus(GRACE).toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw ClientFailures.of(e);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new EtcdFailure(Code.UNAVAILABLE, "no answer within " + timeout.toMillis() + " ms", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Reply reply(TxnResponse response) {
    return new Reply(
        response.isSucceeded(),
        response.getHeader().getRevision(),
        response.getGetResponses().stream().map(EtcdClient::page).toList(),
        response.getTxnResponses().stream().map(EtcdClient::reply).toList());
  }

  private static Page page(GetResponse response) {
    List<Pair> pairs = new ArrayList<>(response.getKvs().size());
    for (KeyValue pair : response.getKvs()) {
      pairs.add(
          new Pair(
              bytes(pair.getKey()),
              bytes(pair.getValue()),
              pair.getCreateRevision(),
              pair.getModRevision()));
    }
    return new Page(response.getHeader().getRevision(), pairs, response.isMore());
  }

  private static Bytes bytes(ByteSequence sequence) {
    return Bytes.of(sequence.getBytes());
  }

  private static ByteSequence sequence(Bytes bytes) {
    return ByteSequence.from(bytes.array());
  }

  /** Requests in jetcd's words. */
  private static final class ClientRequests {
    private ClientRequests() {}

    static Cmp[] conditions(Request.Transaction transaction) {
      List<Cmp> conditions = new ArrayList<>();
      for (Request.Condition condition : transaction.conditions()) {
        ByteSequence key = sequence(condition.key());
        if (condition instanceof Request.Created created) {
          conditions.add(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.createRevision(created.revision())));
        } else if (condition instanceof Request.Modified modified) {
          conditions.add(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.modRevision(modified.revision())));
        } else if (condition instanceof Request.BeginsWith begins) {
          conditions.add(new Cmp(key, Cmp.Op.GREATER, CmpTarget.value(first(begins.first()))));
          conditions.add(new Cmp(key, Cmp.Op.LESS, CmpTarget.value(first(begins.first() + 1))));
        }
      }
      return conditions.toArray(Cmp[]::new);
    }

    private static ByteSequence first(int value) {
      return ByteSequence.from(new byte[] {(byte) value});
    }

    static Op[] operations(List<Request> requests) {
      Op[] operations = new Op[requests.size()];
      for (int i = 0; i < operations.length; i++) {
        operations[i] = operation(requests.get(i));
      }
      return operations;
    }

    private static Op operation(Request request) {
      if (request instanceof Request.Put put) {
        return Op.put(
            sequence(put.key()),
            sequence(put.value()),
            PutOption.builder().withLeaseId(put.lease()).build());
      } else if (request instanceof Request.Delete delete) {
        return Op.delete(sequence(delete.key()), DeleteOption.DEFAULT);
      } else if (request instanceof Request.Range range) {
        return Op.get(sequence(range.from()), option(range));
      } else if (request instanceof Request.Transaction inner) {
        return Op.txn(conditions(inner), operations(inner.then()), operations(inner.otherwise()));
      }
      throw new IllegalArgumentException("unknown request " + request);
    }

    static GetOption option(Request.Range range) {
      GetOption.Builder option =
          GetOption.builder()
              .withLimit(range.limit())
              .withRevision(range.revision())
              .withKeysOnly(range.keysOnly());
      Bytes end = range.end();
      return (end == null ? option : option.withRange(sequence(end))).build();
    }
  }
}

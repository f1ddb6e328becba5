package dev.paas.cli.command;

import dev.paas.core.address.Address;
import dev.paas.core.diagnostic.Diagnostic;
import dev.paas.core.diagnostic.DidYouMean;
import dev.paas.core.diagnostic.Problem;
import dev.paas.core.engine.Engine;
import dev.paas.core.provider.CallListener;
import dev.paas.core.provider.Calls;
import dev.paas.core.state.PlatformState;
import dev.paas.core.state.ResourceRecord;
import dev.paas.spi.provider.ProviderException;
import dev.paas.spi.provider.WorkloadAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the commands have in common that look into what runs. */
abstract class WorkloadCommand extends PlatformCommand {
  private static final String SECTION = "services";

  WorkloadCommand(Session session) {
    super(session);
  }

  /** What is done with a service. */
  interface Action {
    int with(WorkloadAccess access, ResourceRecord service)
        throws ProviderException, IOException, InterruptedException;
  }

  /**
   * Does something with a service.
   *
   * @param name its name, or its address
   */
  protected final int withService(String name, Action action) throws InterruptedException {
    try (Engine engine = engine(CallListener.NONE)) {
      return act(engine, service(engine, name), action);
    }
  }

  /** Does something with each service, or with the named ones. */
  protected final int withServices(List<String> names, Action action) throws InterruptedException {
    try (Engine engine = engine(CallListener.NONE)) {
      List<ResourceRecord> services = new ArrayList<>();
      if (names.isEmpty()) {
        for (ResourceRecord record : engine.state().load().records().values()) {
          if (record.address().section().equals(SECTION)) {
            services.add(record);
          }
        }
      }
      for (String name : names) {
        services.add(service(engine, name));
      }
      int code = ExitCode.DONE;
      for (ResourceRecord service : services) {
        code = Math.max(code, act(engine, service, action));
      }
      return code;
    }
  }

  private static int act(Engine engine, ResourceRecord service, Action action)
      throws InterruptedException {
    try {
      return action.with(engine.workloads(service), service);
    } catch (ProviderException failure) {
      throw Calls.exception(failure, "cannot look into " + service.address(), null);
    } catch (IOException failure) {
      throw Diagnostic.error(Problem.PROVIDER_FAILED, "cannot look into " + service.address())
          .detail(failure.getMessage())
          .toException();
    }
  }

  private ResourceRecord service(Engine engine, String name) {
    PlatformState state = engine.state().load();
    Address address =
        addresses(List.of(name.contains(".") ? name : SECTION + "." + name), "").get(0);
    ResourceRecord record = state.record(address);
    if (record != null) {
      return record;
    }
    TreeSet<String> names = new TreeSet<>();
    for (Address known : state.records().keySet()) {
      if (known.section().equals(SECTION)) {
        String own = known.toString();
        names.add(known.module().isRoot() ? own.substring(SECTION.length() + 1) : own);
      }
    }
    throw Diagnostic.error(Problem.ADDRESS_UNKNOWN, "no service " + name + " was applied")
        .hint(names.isEmpty() ? "paas apply makes the services." : DidYouMean.hint(name, names))
        .toException();
  }
}

package dev.paas.state.tck;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every state backend must do. A backend's test extends this class and implements {@link
 * #newPlace}; each test gets a place of its own.
 *
 * <p>The random tests are the same at each run. {@code -Dpaas.tck.seed=N} tries others, and {@code
 * -Dpaas.tck.sequences=N} more or fewer; {@code -Dpaas.tck.watch=MILLIS} is how long a watch may
 * take there.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class StateStoreContract
    implements ReadContract,
        CommitContract,
        OrderContract,
        LeaseContract,
        ConcurrencyContract,
        WatchContract,
        ProcessContract,
        RandomContract {

  private @Nullable Bench bench;

  /** Makes a new place with nothing at it. */
  protected abstract StorePlace newPlace() throws Exception;

  @BeforeEach
  protected final void setUpPlace() throws Exception {
    bench = new Bench(newPlace());
  }

  @AfterEach
  protected final void tearDownPlace() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  @Override
  public final Bench bench() {
    if (bench == null) {
      throw new IllegalStateException("the test has not begun");
    }
    return bench;
  }

  @Override
  public final Bench freshBench() throws Exception {
    return new Bench(newPlace());
  }
}

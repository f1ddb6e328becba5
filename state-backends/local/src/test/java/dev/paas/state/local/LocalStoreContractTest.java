package dev.paas.state.local;

import dev.paas.state.tck.StateStoreContract;
import dev.paas.state.tck.StorePlace;
import java.io.IOException;

/** The local store keeps the contract. */
class LocalStoreContractTest extends StateStoreContract {

  @Override
  protected StorePlace newPlace() throws IOException {
    return new LocalPlace();
  }
}

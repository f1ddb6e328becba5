package dev.paas.state.tck;

/** A store that keeps the contract passes it. */
class InMemoryStoreContractTest extends StateStoreContract {

  @Override
  protected StorePlace newPlace() {
    return new InMemoryPlace();
  }
}

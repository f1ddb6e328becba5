package dev.paas.provider.sample;

import dev.paas.spi.provider.Provider;
import dev.paas.spi.provider.ResourceHandler;

/** Gives out the handler of its one type. */
record SampleProvider(NoteHandler notes) implements Provider {

  @Override
  public ResourceHandler resource(String type) {
    if (!type.equals("sample.note")) {
      throw new IllegalArgumentException("the sample provider has no type " + type);
    }
    return notes;
  }

  @Override
  public void close() {}
}

package dev.paas.spi.provider;

import dev.paas.spi.value.MapValue;
import java.nio.file.Path;

/**
 * A resource that is to be deleted.
 *
 * @param address the resource's address
 * @param attributes its attributes as last observed; write-only ones are left out
 * @param directory where relative paths start: the folder of {@code platform.yaml}; absolute
 */
public record DeleteRequest(String address, MapValue attributes, Path directory) {}

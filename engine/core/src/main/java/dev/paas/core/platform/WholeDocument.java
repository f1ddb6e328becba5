package dev.paas.core.platform;

import dev.paas.core.source.MappingNode;
import java.nio.file.Path;

/**
 * What the platform, or a module, consists of.
 *
 * @param file its main file, absolute
 * @param root all of its files as one document, with what an environment lays over it
 */
public record WholeDocument(Path file, MappingNode root) {}

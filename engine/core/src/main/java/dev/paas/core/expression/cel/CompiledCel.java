package dev.paas.core.expression.cel;

import java.util.List;
import java.util.Map;

/**
 * A compiled text, wherever it stands.
 *
 * @param part evaluates it
 * @param paths what its variables stand for
 * @param positions where each node of the syntax tree is: id to offset in code points
 */
record CompiledCel(
    CelPart part, List<ReferenceExtractor.Path> paths, Map<Long, Integer> positions) {}

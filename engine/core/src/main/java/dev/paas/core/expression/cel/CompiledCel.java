package dev.paas.core.expression.cel;

import java.util.List;
import java.util.Map;

/**
 * A compiled text, wherever it stands.
 *
 * @param part evaluates it
 * @param paths what its variables stand for; those of an index before that whose index it is
 * @param indexes the computed indexes of the paths, in the same order
 * @param positions where each node of the syntax tree is: id to offset in code points
 */
record CompiledCel(
    CelPart part,
    List<ReferenceExtractor.Path> paths,
    List<List<CelPart>> indexes,
    Map<Long, Integer> positions) {}

package dev.paas.core.expression.cel;

import java.util.List;

/**
 * A compiled text, wherever it stands.
 *
 * @param tree evaluates it
 * @param paths the paths in it, in the order of the text
 */
record CompiledCel(CelTree tree, List<CelTree.Path> paths) {}

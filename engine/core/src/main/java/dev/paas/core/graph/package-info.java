/**
 * Directed graphs over numbered nodes, in arrays: order, cycles, and a walk in parallel. Knows
 * nothing of what the nodes are. All of it is iterative and linear in nodes and edges, so that a
 * chain of 100,000 neither overflows the stack nor takes long. Imports the JDK only.
 */
@NullMarked
package dev.paas.core.graph;

import org.jspecify.annotations.NullMarked;

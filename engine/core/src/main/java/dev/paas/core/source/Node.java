package dev.paas.core.source;

import dev.paas.core.diagnostic.Located;
import dev.paas.core.diagnostic.Source;
import dev.paas.core.diagnostic.Span;

/** A part of a YAML document. Immutable; an alias and its anchor are the same node. */
public sealed interface Node extends Located permits ScalarNode, SequenceNode, MappingNode {

  Source source();

  /** The line it begins on, counted from 1. */
  int line();

  /** The column it begins at, in code points, counted from 1. */
  int column();

  /** Where it is: for a scalar all of it as far as its first line goes, else where it begins. */
  @Override
  Span span();

  /** What it is, for messages: {@code a text}, {@code a map}. */
  String describe();
}

package dev.paas.core.diagnostic;

/** Something that stands in a source; where exactly, is found out when somebody asks. */
public interface Located {
  /** Where it stands. */
  Span span();
}

/** Rules about the shape of the command line, as tests. */
@NullMarked
package dev.paas.cli.architecture;

import org.jspecify.annotations.NullMarked;

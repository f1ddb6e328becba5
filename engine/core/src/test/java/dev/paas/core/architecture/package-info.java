/** Rules about the shape of the core, as tests. */
@NullMarked
package dev.paas.core.architecture;

import org.jspecify.annotations.NullMarked;

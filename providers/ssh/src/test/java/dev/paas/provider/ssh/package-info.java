/** Settling machines, against real SSH servers on this one. */
@NullMarked
package dev.paas.provider.ssh;

import org.jspecify.annotations.NullMarked;

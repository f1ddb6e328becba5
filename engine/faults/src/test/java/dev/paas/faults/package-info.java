/**
 * Whole applies under fire: killed at every instant, cut off from their state, out of space. The
 * state backends are the real ones of the installation; what is made is made by a provider whose
 * world is a folder. Leaves out what one store does by itself: that is in the stores' own tests.
 */
@NullMarked
package dev.paas.faults;

import org.jspecify.annotations.NullMarked;

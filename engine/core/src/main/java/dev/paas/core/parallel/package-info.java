/** Work that several threads do together. */
@NullMarked
package dev.paas.core.parallel;

import org.jspecify.annotations.NullMarked;

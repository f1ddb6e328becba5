/** Tests. */
@NullMarked
package dev.paas.provider.builtin;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package dev.paas.provider.builtin.file;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package dev.paas.provider.builtin.command;

import org.jspecify.annotations.NullMarked;

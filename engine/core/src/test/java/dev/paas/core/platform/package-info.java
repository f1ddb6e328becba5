/** Tests of what is written into a platform's file. */
@NullMarked
package dev.paas.core.platform;

import org.jspecify.annotations.NullMarked;

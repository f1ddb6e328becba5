/** Work that several threads do together. Imports the JDK only. */
@NullMarked
package dev.paas.core.parallel;

import org.jspecify.annotations.NullMarked;

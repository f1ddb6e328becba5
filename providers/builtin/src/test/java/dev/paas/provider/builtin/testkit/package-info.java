/** What the tests of several packages need. Imports the SPI. */
@NullMarked
package dev.paas.provider.builtin.testkit;

import org.jspecify.annotations.NullMarked;

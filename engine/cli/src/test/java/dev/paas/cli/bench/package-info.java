/**
 * A provider for the tests of the command line: its things are files in the folder {@code things}
 * beside {@code platform.yaml}, so that a test can look at them, change them and take them away.
 */
@NullMarked
package dev.paas.cli.bench;

import org.jspecify.annotations.NullMarked;

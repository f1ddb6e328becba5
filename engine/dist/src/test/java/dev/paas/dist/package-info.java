/**
 * Tests of the packaged program as people run it: real processes, the real launcher, the unpacked
 * tar.gz. They leave the program's own behaviour to the tests of the modules. Imports nothing of
 * the engine.
 */
@NullMarked
package dev.paas.dist;

import org.jspecify.annotations.NullMarked;

/**
 * How resources are addressed: {@code services.web}, {@code vms.worker[0]}, {@code
 * services.api["eu"]}, {@code modules.cache.volumes.data}. Imports the JDK only.
 */
@NullMarked
package dev.paas.core.address;

import org.jspecify.annotations.NullMarked;

package dev.paas.spi.state;

import java.time.Duration;
import java.util.SortedSet;

/**
 * What is to be leased.
 *
 * @param names what is leased: addresses of resources, taken in this order by everybody so that no
 *     two holders wait for each other
 * @param holder who asks, for the message that others get: {@code ann@laptop, paas apply, pid 4711}
 * @param patience how long to wait for another holder; zero not to wait
 */
public record LeaseRequest(SortedSet<String> names, String holder, Duration patience) {}

/**
 * Pages in a real browser, without a window, driven by its DevTools protocol. What the browser says
 * goes wrong (exceptions, messages of its console, requests) is collected, so that tests can insist
 * on none.
 */
@NullMarked
package dev.paas.cli.browser;

import org.jspecify.annotations.NullMarked;

/**
 * A graph of resources as one page of HTML that needs nothing else: the picture, a list to search
 * and filter, and what is to be said of each resource. Says how that looks in a browser, not what
 * is said. Its libraries are put in when it is built; its resources are read when a page is made,
 * and by nothing else. Imports the core's JSON, {@code cli.picture} and {@code cli.text}.
 */
@NullMarked
package dev.paas.cli.page;

import org.jspecify.annotations.NullMarked;

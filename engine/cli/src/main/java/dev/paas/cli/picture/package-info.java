/**
 * Graphs of resources as pictures: what is drawn ({@link dev.paas.cli.picture.Picture}), where it
 * is drawn ({@link dev.paas.cli.picture.Layout}), and the forms. Knows addresses, and nothing of
 * plans, states or files. All work is linear in nodes and edges, but for sorting. Imports the
 * core's addresses and {@code cli.text}.
 */
@NullMarked
package dev.paas.cli.picture;

import org.jspecify.annotations.NullMarked;

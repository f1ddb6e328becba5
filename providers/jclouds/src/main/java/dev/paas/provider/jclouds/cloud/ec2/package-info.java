/**
 * Amazon EC2, and what speaks like it, as a {@link dev.paas.provider.jclouds.cloud.Cloud}: jclouds
 * signs and carries the requests of EC2's query API. What is asked and answered is the API's own,
 * since jclouds' classes for it are of 2012: no tags with an order, no pages, no list of sizes.
 */
@NullMarked
package dev.paas.provider.jclouds.cloud.ec2;

import org.jspecify.annotations.NullMarked;

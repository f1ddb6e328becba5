/** EC2 by way of a responder that speaks its query API, as far as it is used. */
@NullMarked
package dev.paas.provider.jclouds.cloud.ec2;

import org.jspecify.annotations.NullMarked;

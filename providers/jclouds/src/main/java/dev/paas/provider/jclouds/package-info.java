/**
 * The provider for clouds: its plugin and how its parts are put together.
 *
 * <p>Below it: {@code settings}; one package for each kind of thing ({@code vm}, {@code network},
 * {@code keypair}, {@code securitygroup}, {@code lookup}), which share {@code call} and {@code
 * naming}; {@code cloud}, what is needed of a cloud. That is had by way of jclouds: in {@code
 * cloud.nova} from an OpenStack, in {@code cloud.ec2} from an EC2, in {@code cloud.compute} from
 * any other. The README says what users see.
 */
@NullMarked
package dev.paas.provider.jclouds;

import org.jspecify.annotations.NullMarked;

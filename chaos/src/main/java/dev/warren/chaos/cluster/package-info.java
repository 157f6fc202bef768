/** The private servers, gateways and workers of a campaign, and everything that can be done to them. */
@NullMarked
package dev.warren.chaos.cluster;

import org.jspecify.annotations.NullMarked;

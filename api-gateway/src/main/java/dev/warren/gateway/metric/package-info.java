/** What all of the gateway's metrics share: limits of buckets, bounded names, and how tasks that it ends are counted. */
@NullMarked
package dev.warren.gateway.metric;

import org.jspecify.annotations.NullMarked;

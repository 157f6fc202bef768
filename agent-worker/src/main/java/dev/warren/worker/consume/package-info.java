/** Claim checks from the agents' queues, and the claims they become. */
@NullMarked
package dev.warren.worker.consume;

import org.jspecify.annotations.NullMarked;

/** The queues of agents as an operator sees them. */
@NullMarked
package dev.warren.gateway.queues;

import org.jspecify.annotations.NullMarked;

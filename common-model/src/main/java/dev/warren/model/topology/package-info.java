/** Names of exchanges, queues and routing keys, and what a broker's version means for them. */
@NullMarked
package dev.warren.model.topology;

import org.jspecify.annotations.NullMarked;

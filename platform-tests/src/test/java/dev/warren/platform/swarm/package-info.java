/** Declared agents that talk to each other across processes. */
@NullMarked
package dev.warren.platform.swarm;

import org.jspecify.annotations.NullMarked;

/** What clients do during a campaign: an open-loop mix of tasks, retries, cancels and waits. */
@NullMarked
package dev.warren.chaos.load;

import org.jspecify.annotations.NullMarked;

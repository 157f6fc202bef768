/** How the steps of an attempt are replayed, the same for a worker and for an author's test; not for authors. */
@NullMarked
package dev.warren.worker.agent.replay;

import org.jspecify.annotations.NullMarked;

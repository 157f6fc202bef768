/** How attempts are replayed from what the ledger keeps, the same for a worker and for an author's test; not for authors. */
@NullMarked
package dev.warren.worker.agent.replay;

import org.jspecify.annotations.NullMarked;

/** Results on their way to the ledger, and the event that tells who waits for them. */
@NullMarked
package dev.warren.worker.finish;

import org.jspecify.annotations.NullMarked;

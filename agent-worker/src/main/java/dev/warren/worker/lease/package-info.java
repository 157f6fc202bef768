/** One life of this worker in the ledger, and how long its lease still holds by the worker's own clock. */
@NullMarked
package dev.warren.worker.lease;

import org.jspecify.annotations.NullMarked;

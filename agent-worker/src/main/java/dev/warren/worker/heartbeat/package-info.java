/** The heartbeat that keeps the lease, and what it learns from the ledger with every beat. */
@NullMarked
package dev.warren.worker.heartbeat;

import org.jspecify.annotations.NullMarked;

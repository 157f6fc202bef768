/** A worker's life in the ledger: registration, heartbeats, leases, leaving. */
@NullMarked
package dev.warren.store.worker;

import org.jspecify.annotations.NullMarked;

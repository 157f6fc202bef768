/** Empties the broker's queue of dead letters into the ledger, where the rows of the tasks decide what follows. */
@NullMarked
package dev.warren.gateway.deadletter;

import org.jspecify.annotations.NullMarked;

/** Empties the broker's queue of dead messages into the ledger, where the rows of the tasks decide what follows. */
@NullMarked
package dev.warren.gateway.deadmessages;

import org.jspecify.annotations.NullMarked;

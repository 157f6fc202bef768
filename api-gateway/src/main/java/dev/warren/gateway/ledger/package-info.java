/** The gateway's side of the ledger: its connections, its migration, and whether it can be reached. */
@NullMarked
package dev.warren.gateway.ledger;

import org.jspecify.annotations.NullMarked;

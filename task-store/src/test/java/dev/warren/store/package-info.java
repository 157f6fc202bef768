/** The ledger's rules on a real Postgres. */
@NullMarked
package dev.warren.store;

import org.jspecify.annotations.NullMarked;

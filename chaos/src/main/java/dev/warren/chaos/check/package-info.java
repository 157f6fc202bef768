/** Compares the clients' journal, the effects, the ledger and the broker after everything is quiet. */
@NullMarked
package dev.warren.chaos.check;

import org.jspecify.annotations.NullMarked;

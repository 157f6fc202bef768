/** What each process has done lately, told to the ledger so that any gateway can add it up. */
@NullMarked
package dev.warren.store.tally;

import org.jspecify.annotations.NullMarked;

/** The publication of tasks to the broker as the ledger sees it: what is due, what was confirmed, what was lost. */
@NullMarked
package dev.warren.store.publish;

import org.jspecify.annotations.NullMarked;

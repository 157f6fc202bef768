/** The step journal: what attempts have done is kept in the ledger, many steps in one commit. */
@NullMarked
package dev.warren.worker.journal;

import org.jspecify.annotations.NullMarked;

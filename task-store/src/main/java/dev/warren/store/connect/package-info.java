/** The connection pool to the ledger, and how a function of it is called with arrays. */
@NullMarked
package dev.warren.store.connect;

import org.jspecify.annotations.NullMarked;

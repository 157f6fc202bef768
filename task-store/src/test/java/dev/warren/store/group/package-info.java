/** Group commit without a ledger. */
@NullMarked
package dev.warren.store.group;

import org.jspecify.annotations.NullMarked;

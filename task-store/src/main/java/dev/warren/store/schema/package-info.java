/** The ledger's schema: its migrations, and waiting until a gateway has made them. */
@NullMarked
package dev.warren.store.schema;

import org.jspecify.annotations.NullMarked;

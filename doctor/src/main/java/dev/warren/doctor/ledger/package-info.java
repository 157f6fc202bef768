/** Checks of Postgres and of what the ledger says. */
@NullMarked
package dev.warren.doctor.ledger;

import org.jspecify.annotations.NullMarked;

/** The ledger's state machine against a model of it: random commands, every answer and every row compared. */
@NullMarked
package dev.warren.store.model;

import org.jspecify.annotations.NullMarked;

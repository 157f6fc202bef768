/** Accepting tasks: many submissions in one statement, each with its idempotency key. */
@NullMarked
package dev.warren.store.submit;

import org.jspecify.annotations.NullMarked;

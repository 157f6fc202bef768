/** What ended without a result and waits for an operator, and the messages that the broker gave up. */
@NullMarked
package dev.warren.store.deadletter;

import org.jspecify.annotations.NullMarked;

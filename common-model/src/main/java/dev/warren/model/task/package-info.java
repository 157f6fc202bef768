/** The life of a task in words that the ledger, the gateway and the worker share: statuses, reasons, limits, ids. */
@NullMarked
package dev.warren.model.task;

import org.jspecify.annotations.NullMarked;

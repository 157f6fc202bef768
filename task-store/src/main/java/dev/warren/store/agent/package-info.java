/** Agents and their queues as the ledger knows them. */
@NullMarked
package dev.warren.store.agent;

import org.jspecify.annotations.NullMarked;

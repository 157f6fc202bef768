package dev.warren.store.model;

/** Something that goes well with the rules of the ledger, and fails with an assertion or a statement's error without. */
@FunctionalInterface
interface Scenario {

    void play(LedgerDatabase database);
}

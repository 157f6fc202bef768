package dev.warren.store.schema;

import dev.warren.store.connect.LedgerConnections;

/** The ledger's schema. Gateways migrate it; workers wait for the version they know. */
public final class LedgerSchema {

    /** The newest migration of this build. */
    public static final int VERSION = 8;

    /** Where Flyway finds the migrations. */
    public static final String LOCATION = "classpath:db/migration/warren";

    /** Schema that Flyway migrates and keeps its history in. */
    public static final String NAME = LedgerConnections.SCHEMA;

    private LedgerSchema() {}
}

package dev.warren.gateway.ledger;

import dev.warren.store.schema.LedgerSchema;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;

/**
 * Tells Flyway which schema to migrate, from where, and as whom: over a connection of its own, because the gateway's
 * own role may own nothing.
 */
final class LedgerMigrations implements FlywayConfigurationCustomizer {

    private final GatewayLedgerProperties properties;

    LedgerMigrations(GatewayLedgerProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.dataSource(properties.url(), properties.migrationUsername(), properties.migrationPassword())
                .schemas(LedgerSchema.NAME)
                .createSchemas(true)
                .locations(LedgerSchema.LOCATION)
                .cleanDisabled(true);
    }
}

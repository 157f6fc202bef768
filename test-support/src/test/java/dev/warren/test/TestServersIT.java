package dev.warren.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestServersIT {

    @Test
    void giveEachTestADatabaseAndAVirtualHostOfItsOwn() throws SQLException {
        assertThat(TestServers.freshVirtualHost()).startsWith("amqp://").isNotEqualTo(TestServers.freshVirtualHost());
        var database = TestServers.freshDatabase();
        assertThat(database).isNotEqualTo(TestServers.freshDatabase());
        var postgres = TestServers.postgres();
        try (var connection = DriverManager.getConnection(database, postgres.user(), postgres.password());
                var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }
}
